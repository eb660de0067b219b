/** The modules of qrcode's core that we use; @types/qrcode describes only the package's main entry. */

declare module 'qrcode/lib/core/mask-pattern.js' {
  /** A square of modules, 1 for dark, with the modules that belong to patterns. */
  interface MaskedModules {
    readonly size: number;
    readonly data: Uint8Array;
    get(row: number, column: number): number;
    xor(row: number, column: number, value: boolean): void;
    isReserved(row: number, column: number): boolean;
  }
  /** @param drawFormat writes the format information for a mask */
  export function getBestMask(modules: MaskedModules, drawFormat: (mask: number) => void): number;
  export function applyMask(mask: number, modules: MaskedModules): void;
}

declare module 'qrcode/lib/core/polynomial.js' {
  /** The generator polynomial for `degree` codewords of error correction; it has one coefficient more. */
  export function generateECPolynomial(degree: number): Uint8Array;
  /** The remainder of a division, without leading zeros. */
  export function mod(dividend: Uint8Array, divisor: Uint8Array): Uint8Array;
}

declare module 'qrcode/lib/core/qrcode.js' {
  export function create(
    segments: readonly { readonly data: string; readonly mode: 'byte' }[],
    options: { readonly errorCorrectionLevel: 'Q' },
  ): {
    readonly version: number;
    readonly modules: {
      readonly size: number;
      readonly data: Uint8Array;
      get(row: number, column: number): number;
    };
  };
}

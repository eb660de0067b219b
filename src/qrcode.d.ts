/** The modules of qrcode's core that we use; @types/qrcode describes the package's front door alone. */

declare module 'qrcode/lib/core/bit-matrix.js' {
  /** A square of modules, 1 for dark, with the modules that are taken by patterns. */
  export default class BitMatrix {
    constructor(size: number);
    readonly size: number;
    readonly data: Uint8Array;
    get(row: number, column: number): number;
    /** @param reserved the module belongs to a pattern, so masks leave it alone */
    set(row: number, column: number, isDark: boolean, reserved?: boolean): void;
    isReserved(row: number, column: number): boolean | undefined;
  }
}

declare module 'qrcode/lib/core/mask-pattern.js' {
  import type BitMatrix from 'qrcode/lib/core/bit-matrix.js';
  /** @param drawFormat writes the format information for a mask */
  export function getBestMask(modules: BitMatrix, drawFormat: (mask: number) => void): number;
  export function applyMask(mask: number, modules: BitMatrix): void;
}

declare module 'qrcode/lib/core/reed-solomon-encoder.js' {
  export default class ReedSolomonEncoder {
    /** @param degree how many codewords for error correction */
    constructor(degree: number);
    /** The codewords for error correction. */
    encode(data: Uint8Array): Uint8Array;
  }
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

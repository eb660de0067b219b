/** The part of qrcode's core that we call; @types/qrcode describes the package's front door alone. */
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

/** The encoder inside the package qrcode, which ships types for the whole package alone. */
declare module 'qrcode/lib/core/qrcode.js' {
  export function create(
    text: string,
    options?: { readonly errorCorrectionLevel?: 'L' | 'M' | 'Q' | 'H' },
  ): {
    readonly modules: {
      readonly size: number;
      readonly data: Uint8Array;
      get(row: number, column: number): number;
    };
  };
}

/** The functions of qrcode's main entry that draw a plain QR code. */
declare module 'qrcode' {
  interface PlainOptions {
    readonly errorCorrectionLevel: 'M';
    readonly margin?: number;
    readonly width?: number;
  }
  export function create(
    text: string,
    options: PlainOptions,
  ): { readonly modules: { readonly size: number } };
  export function toDataURL(text: string, options: PlainOptions): Promise<string>;
}

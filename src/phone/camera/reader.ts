/**
 * The eye of the phone: an independent reader, so that a code that only our own drawing understands
 * is noticed. It needs about a quarter of the full contrast, as a phone in a hand does.
 */
import decodeQR from 'qr/decode.js';

/** More than the reader's own frame of a live camera: one picture, looked at well. */
const timeLimit = 120;

/** @returns the text of the QR code in these pixels, or undefined where none can be made out */
export function read(image: Pick<ImageData, 'data' | 'width' | 'height'>): string | undefined {
  try {
    return decodeQR(image, { timeLimit });
  } catch {
    // The reader's only way to say that there is no code: not a fault.
    return undefined;
  }
}

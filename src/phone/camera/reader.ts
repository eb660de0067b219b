/**
 * Decodes QR codes with a library that is independent of the one that draws them, so that a code
 * which only our own drawing understands is noticed. Like the camera of a hand-held phone, it needs
 * about a quarter of the full contrast.
 */
import decodeQR from 'qr/decode.js';

/** Milliseconds. The library's default is for the frames of a live camera; this is one picture. */
const timeLimit = 120;

/** Returns the text of the QR code in these pixels, or undefined if none can be read. */
export function decodeQrCode(
  image: Pick<ImageData, 'data' | 'width' | 'height'>,
): string | undefined {
  try {
    return decodeQR(image, { timeLimit });
  } catch {
    // The library throws if there is no QR code.
    return undefined;
  }
}

/** The share sheet, with which iOS saves a picture to its album. */

const type = 'image/png';

/** Elsewhere, a download goes where the album finds it. */
export function canShare(name: string): boolean {
  const isApple = /iPhone|iPod|iPad/.test(navigator.userAgent);
  const sample = new File([], name, { type });
  return isApple && 'canShare' in navigator && navigator.canShare({ files: [sample] });
}

/** Does nothing if the visitor closes the sheet: the picture is still there to press and hold. */
export async function sharePicture(dataUrl: string, name: string): Promise<void> {
  const [, base64 = ''] = dataUrl.split(',');
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  try {
    await navigator.share({ files: [new File([bytes], name, { type })] });
  } catch (error) {
    // Closed, not allowed in this frame, or open already.
    if (!(error instanceof DOMException)) throw error;
  }
}

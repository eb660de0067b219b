/** The share sheet, with which iOS saves a picture to its album. */

const type = 'image/png';

/** Elsewhere, a download goes where the album finds it. */
export function canShare(name: string): boolean {
  const isApple = /iPhone|iPod|iPad/.test(navigator.userAgent);
  const sample = new File([], name, { type });
  return isApple && 'canShare' in navigator && navigator.canShare({ files: [sample] });
}

/** @returns false if there is no sheet to save with; true also if the visitor has closed it */
export async function sharePicture(dataUrl: string, name: string): Promise<boolean> {
  const [, base64 = ''] = dataUrl.split(',');
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  try {
    await navigator.share({ files: [new File([bytes], name, { type })] });
    return true;
  } catch (error) {
    // Closed; or else not allowed in this frame, or open already.
    if (!(error instanceof DOMException)) throw error;
    return error.name === 'AbortError';
  }
}

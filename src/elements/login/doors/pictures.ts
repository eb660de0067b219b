/** Keeps the picture of the QR code that is shown, so that it is drawn once. */
import { encodeQrCode } from '../../qr/encode-qr-code.js';
import { loadWhenNeeded } from '../../../client/load-when-needed.js';
import type { ShownScan } from '../../../client/state.js';

export interface Pictures {
  /** Undefined while it is drawn; null if it cannot be drawn or shown. */
  pictureOf(code: Pick<ShownScan, 'url' | 'image'>): string | null | undefined;
  /** The page does not show the picture of this address. */
  giveUp(address: string): void;
}

/** @param onChange there is something to draw */
export function createPictures(onChange: () => void): Pictures {
  let content = '';
  let picture: string | null | undefined;
  /** Whether the page's Content-Security-Policy lacks `data:` in img-src. */
  let isBlocked = false;
  /** The address of a picture that does not load. */
  let broken = '';

  async function draw(wanted: string): Promise<void> {
    let drawn: string | null = null;
    try {
      const { drawPicture } = await loadWhenNeeded(() => import('./draw-picture.js'));
      drawn = drawPicture(encodeQrCode(wanted));
    } catch (error) {
      // The tile takes its place. It says itself if the content cannot be a QR code.
      // eslint-disable-next-line no-console -- for the developer
      console.warn('wechat-mp-login: the QR code cannot be drawn as a picture.', error);
    }
    if (wanted !== content) return;
    picture = drawn;
    onChange();
  }

  return {
    pictureOf({ url: wanted, image }) {
      if (image && !image.startsWith('data:')) return image === broken ? null : image;
      if (isBlocked) return null;
      if (image) return image;
      if (wanted !== content) {
        content = wanted;
        picture = undefined;
        void draw(wanted);
      }
      return picture;
    },
    giveUp(address) {
      const isDrawn = address.startsWith('data:');
      if (isDrawn) isBlocked = true;
      else broken = address;
      // eslint-disable-next-line no-console -- for the developer
      console.warn(
        isDrawn
          ? 'wechat-mp-login: the picture of the QR code does not load. Add data: to img-src of the Content-Security-Policy (docs/doors.md).'
          : `wechat-mp-login: the picture of the official account does not load: ${address}`,
      );
      onChange();
    },
  };
}

/** Keeps the picture of the QR code that is shown, so that it is drawn once. */
import { loadWhenNeeded } from '../../../client/load-when-needed.js';
import type { ShownScan } from '../../../client/state.js';

export interface Pictures {
  /** Undefined while it is drawn; null if it cannot be drawn or shown. */
  pictureOf(shown: ShownScan): string | null | undefined;
  /** The page does not show such pictures. */
  giveUp(): void;
}

/** @param onChange there is something to draw */
export function createPictures(onChange: () => void): Pictures {
  let content = '';
  let picture: string | null | undefined;
  let isBlocked = false;

  async function draw(wanted: string): Promise<void> {
    let drawn: string | null = null;
    try {
      const { drawPicture } = await loadWhenNeeded(() => import('./draw-picture.js'));
      drawn = drawPicture(wanted);
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
      if (isBlocked) return null;
      if (image) return image;
      if (wanted !== content) {
        content = wanted;
        picture = undefined;
        void draw(wanted);
      }
      return picture;
    },
    giveUp() {
      isBlocked = true;
      // eslint-disable-next-line no-console -- for the developer
      console.warn(
        'wechat-mp-login: the picture of the QR code does not load. Add data: to img-src of the Content-Security-Policy (docs/doors.md).',
      );
      onChange();
    },
  };
}

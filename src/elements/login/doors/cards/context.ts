/** What every card of a door gets. */
import type { Where } from '../../../../client/doors/choose-doors.js';
import type { Shown, ShownScan } from '../../../../client/state.js';
import type { DoorTerms } from '../../../../locales/terms/doors.js';

export interface CardContext<S extends Shown = Shown> {
  readonly where: Where;
  readonly shown: S;
  /** Undefined until the texts have loaded; nothing that the visitor needs waits for them. */
  readonly terms: DoorTerms | undefined;
  readonly logo: string | undefined;
  /** What was copied a moment ago. */
  readonly copied: string | undefined;
  /** @param from what to select where the browser does not allow to copy */
  readonly onCopy: (text: string, from: Node) => void;
  /** The picture of the QR code; undefined while it is drawn, null if it cannot be. */
  readonly pictureOf: (shown: ShownScan) => string | null | undefined;
  /** A picture does not load: the page's Content-Security-Policy lacks `data:` in img-src. */
  readonly onPictureError: () => void;
}

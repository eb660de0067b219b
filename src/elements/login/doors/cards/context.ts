/** What every card of a door gets. */
import type { Where } from '../../../../client/doors/choose-doors.js';
import type { Shown, ShownScan } from '../../../../client/state.js';
import type { DoorTerms } from '../../../../locales/terms/doors.js';

/** What the visitor's last press has come to, for as long as the card says so. */
export type Outcome = 'copied' | 'not-copied' | 'not-saved';

export interface CardContext<S extends Shown = Shown> {
  readonly where: Where;
  readonly shown: S;
  /** Undefined until the texts have loaded; nothing that the visitor needs waits for them. */
  readonly terms: DoorTerms | undefined;
  readonly logo: string | undefined;
  readonly outcome: Outcome | undefined;
  /** @param from what to select where the browser does not allow to copy */
  readonly onCopy: (text: string, from: Node) => void;
  /** @param hasSaved false if the picture cannot be saved this way */
  readonly onSave: (hasSaved: boolean) => void;
  /** The picture of a QR code; undefined while it is drawn, null if it cannot be. */
  readonly pictureOf: (code: Pick<ShownScan, 'url' | 'image'>) => string | null | undefined;
  /** A picture of this address does not load. */
  readonly onPictureError: (address: string) => void;
}

/** The title and the sentence of a card, where a way to sign in has others than every login. */
import type { Door, Where } from '../../../client/doors/choose-doors.js';
import type { LoginState, ShownScan } from '../../../client/state.js';
import type { DoorMessageKey, DoorTerms } from '../../../locales/terms/doors.js';
import type { Purpose } from '../../../protocol/messages.js';

export interface DoorText {
  /** Left out where the purpose has a title of its own. */
  readonly title?: string;
  readonly sentence: string;
  readonly isDoor: true;
  /** Read aloud after the sentence: the digits. */
  readonly digits?: string;
  /** The button, if it is another one than every login's. */
  readonly action?: 'open';
}

/** What decides, beside the state, which text a card has. */
export interface DoorTextFacts {
  readonly where: Where;
  /** The door that the card shows; undefined while it shows none. */
  readonly door: Door | undefined;
  /** Whether the visitor presses a button before anything is shown. */
  readonly isManual: boolean;
  /** Whether the picture of a QR code cannot be drawn or shown. */
  readonly isPictureMissing: (shown: ShownScan) => boolean;
}

/** Errors that only these ways can end in. */
const doorErrors = [
  'method_unavailable',
  'authorization_refused',
  'authorization_failed',
  'follow_required',
  'virtual_user',
] as const satisfies readonly DoorMessageKey[];

/** @param terms undefined until they have loaded */
export function doorText(
  state: LoginState,
  facts: DoorTextFacts,
  terms: DoorTerms | undefined,
  purpose: Purpose,
): DoorText | undefined {
  const key = keyOf(state, facts);
  if (!key) return undefined;
  const [title, sentence] = terms?.messages[key] ?? ['', ''];
  const { shown } = state;
  const digits = key === 'message' && shown?.method === 'message' && shown.digits;
  const hasOwnTitle =
    purpose === 'login' || doorErrors.some((code) => code === key) || key === 'elsewhere';
  return {
    ...(hasOwnTitle && { title }),
    sentence,
    isDoor: true,
    ...(key === 'begin' && { action: 'open' as const }),
    ...(digits && { digits }),
  };
}

function keyOf(
  state: LoginState,
  { where, door, isManual, isPictureMissing }: DoorTextFacts,
): DoorMessageKey | undefined {
  const { type, shown } = state;
  if (type === 'error') return doorErrors.find((code) => code === state.code);
  if (type === 'expired' && shown && shown.method !== 'scan') return 'late';
  switch (door) {
    case 'elsewhere':
      return where === 'desktop' || where === 'phone' ? 'outside' : door;
    case 'save':
    case 'long-press': {
      if (shown?.method === 'scan' && isPictureMissing(shown)) return 'unsaved';
      return door === 'save' ? door : 'hold';
    }
    case 'message':
    case 'authorize':
      return door;
    case 'scan':
      return undefined;
    case undefined:
      return type === 'idle' && isManual && where !== 'desktop' ? 'begin' : undefined;
    default:
      return door satisfies never;
  }
}

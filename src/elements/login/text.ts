/** The texts of a state: those that the card shows, and those that a screen reader announces. */
import type { Shown } from '../../client/state.js';
import type { Sentence, Terms } from '../../locales/terms/login.js';
import { clip } from '../../protocol/graphemes.js';
import { icons } from '../shared/icons.js';
import type { Announcement } from '../shared/live-region.js';
import type { View } from './view-of.js';

export interface CardText {
  readonly title: string;
  readonly sentence: string;
  /** Who can sign in, if not everybody can. */
  readonly notice: string | undefined;
  /** Digits to send in the chat, which are not part of the sentence. */
  readonly digits?: string;
  /** These are the texts of a way beside a QR code on a desktop. */
  readonly isDoor?: true;
}

/** The application's own sentence is cut off here. Our backend sends no longer one. */
const maxGraphemes = 300;

/**
 * The title and the sentence of a view. Both are empty until the terms are there.
 * @param shown whose official account some sentences name
 * @param isComplete whether no other texts are about to load
 */
export function cardTextOf(
  view: View,
  terms: Terms | undefined,
  shown: Shown | undefined,
  isComplete: boolean,
): CardText {
  const texts: Partial<Record<View['text'], readonly [string, Sentence]>> = terms?.messages ?? {};
  const fallback = isComplete ? texts[fallbackOf(view)] : undefined;
  const [title, ours] = texts[view.text] ?? fallback ?? ['', ''];
  const sentence = view.sentence ? clip(view.sentence, maxGraphemes) : ours;
  const notice = shown?.newAccounts === 'existing-only' ? terms?.existingOnly : undefined;
  const kind = shown?.officialAccount.kind ?? 'service';
  const wait = (view.waitMs && terms?.formatWait?.(view.waitMs)) || '';
  return {
    title,
    sentence: typeof sentence === 'string' ? sentence : sentence({ kind, wait }),
    notice,
  };
}

/** For error codes without a text of their own, or whose texts do not load. */
function fallbackOf({ action, sentence }: View): 'failed' | 'unavailable' {
  // With a sentence of the application, nothing went wrong.
  return action && !sentence ? 'failed' : 'unavailable';
}

/** An error is announced at once. Nothing is announced while a QR code or the texts are loading. */
export function announcementOf(
  view: View,
  { title, sentence, notice, digits: typed, isDoor }: CardText,
): Announcement {
  const { tile, account, chatDigits = typed ?? '', icon } = view;
  if (!title || (tile === 'loading' && !isDoor)) return {};
  // With spaces between them, screen readers read the digits one by one.
  const digits = chatDigits.replace(/\B(?=\d)/g, ' ');
  const name = clip(account?.name ?? '');
  const before = tile === 'ready' && notice;
  const text = [title, name, before, sentence, digits].filter(Boolean).join(' · ');
  return icon === icons.alert ? { alert: text } : { status: text };
}

/** What each sentence of the chat has to contain, and who reads it. */
import type { ChatReply, Placeholder } from './sentences.js';

/** What a reply has to contain. */
interface ReplyFacts {
  readonly needs: readonly Exclude<Placeholder, 'site'>[];
  /** The language of the person who reads it is unknown. Without traditional Chinese, to stay short. */
  readonly allLanguages?: true;
  /** Part of another one, such as the text of a link, which is also sent as a message. */
  readonly isShort?: true;
}

export const replyFacts: Readonly<Record<ChatReply, ReplyFacts>> = {
  signedIn: { needs: [] },
  mayAsk: { needs: ['digits'] },
  linking: { needs: ['digits'] },
  offerNotMe: { needs: ['notMe'] },
  askLogin: { needs: ['details'] },
  askLink: { needs: ['details'] },
  askStepUp: { needs: ['details'] },
  unknownBrowser: { needs: [], isShort: true },
  tap: { needs: ['confirm', 'notMe'] },
  numbers: { needs: ['confirmNumber', 'notMeNumber'] },
  digits: { needs: ['notMe'] },
  confirmLabel: { needs: [], isShort: true },
  notMeLabel: { needs: [], isShort: true },
  confirmed: { needs: [] },
  wrongDigits: { needs: ['remaining'] },
  denied: { needs: [] },
  notMe: { needs: [] },
  undone: { needs: [] },
  cannotUndo: { needs: [] },
  answered: { needs: [] },
  tooLate: { needs: [] },
  notYours: { needs: [], allLanguages: true },
  typeOnPage: { needs: [] },
  used: { needs: [] },
  expired: { needs: [] },
  newerScan: { needs: [] },
  tooManyScans: { needs: [] },
  forgotten: { needs: [], allLanguages: true },
  scanAgain: { needs: [], allLanguages: true },
  sendDigits: { needs: [], allLanguages: true },
  otherDigits: { needs: ['remaining'], allLanguages: true },
  usedDigits: { needs: [] },
  expiredDigits: { needs: [], allLanguages: true },
  newerDigits: { needs: [] },
  tooManyDigits: { needs: [], allLanguages: true },
};

/** Draws each screen by its name. */
import { chat } from './chat.js';
import { home } from './home.js';
import { messages } from './messages.js';
import { notice } from './scan/notice.js';
import { followedProfile, profile } from './profile.js';
import type { Screen, ScreenContext } from './screen.js';
import { search } from './search.js';
import { viewfinder } from './scan/viewfinder.js';

/** A screen enters from the right if it is deeper than the one before, else from the left. */
export const depths = {
  home: 0,
  viewfinder: 1,
  search: 1,
  profile: 2,
  notice: 2,
  chat: 3,
  account: 4,
  messages: 5,
} satisfies Record<Screen['type'], number>;

export function drawScreen(context: ScreenContext, screen: Screen): HTMLElement {
  switch (screen.type) {
    case 'home':
      return home(context);
    case 'viewfinder':
      return viewfinder(context);
    case 'search':
      return search(context);
    case 'profile':
      return profile(context, screen.account, screen.scanId);
    case 'chat':
      return chat(context, screen.account);
    case 'account':
      return followedProfile(context, screen.account);
    case 'notice':
      return notice(context, screen.kind);
    case 'messages':
      return context.mailbox ? messages(context, context.mailbox) : home(context);
    default:
      return screen satisfies never;
  }
}

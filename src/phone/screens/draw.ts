/** Every screen by its name. */
import { chat } from './chat.js';
import { home } from './home.js';
import { messages } from './messages.js';
import { notice } from './notice.js';
import { followedProfile, profile } from './profile.js';
import type { Screen, Stage } from './stage.js';
import { viewfinder } from './viewfinder.js';

/** How far into the phone a screen is: decides from which side it comes in. */
export const depths = {
  home: 0,
  viewfinder: 1,
  profile: 2,
  notice: 2,
  chat: 3,
  account: 4,
  messages: 5,
} satisfies Record<Screen['type'], number>;

export function drawScreen(stage: Stage, screen: Screen): HTMLElement {
  switch (screen.type) {
    case 'home':
      return home(stage);
    case 'viewfinder':
      return viewfinder(stage);
    case 'profile':
      return profile(stage, screen.account, screen.scanId);
    case 'chat':
      return chat(stage, screen.account);
    case 'account':
      return followedProfile(stage, screen.account);
    case 'notice':
      return notice(stage, screen.kind);
    case 'messages':
      return stage.mailbox ? messages(stage, stage.mailbox) : home(stage);
    default:
      return screen satisfies never;
  }
}

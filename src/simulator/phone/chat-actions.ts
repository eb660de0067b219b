/** What a person does in the chat with the account. */
import { allowMessages } from '../limits/allowances.js';
import type { XmlField } from '../../wechat/index.js';
import { textOf } from '../api/body.js';
import type { MenuButton } from '../api/messages/menu.js';
import type { Platform } from '../platform.js';
import { addToChat, type WechatUser } from '../users.js';
import { isMenuAction, mediaAfter, menuFields } from './made-up.js';
import { PhoneError, type MediaType } from './phone.js';
import type { ActionPushes } from './push-actions.js';

/** Characters. */
const maxMessageLength = 2000;

export function createChatActions(platform: Platform, pushes: ActionPushes) {
  const { menu, now, random } = platform;
  const menuId: XmlField = ['MenuId', Number(random.digits(9))];

  function requireFollower(user: WechatUser): void {
    if (!user.following) throw new PhoneError('Only followers can write to the account.');
  }

  function sendMedia(user: WechatUser, type: MediaType): void {
    requireFollower(user);
    addToChat(user, { from: 'person', text: `[${type}]`, atMs: now() });
    pushes.media(user, type);
    allowMessages(user, 'message', now());
  }

  function write(user: WechatUser, content: string, menuId?: string): void {
    requireFollower(user);
    if (content.trim() === '' || content.length > maxMessageLength) {
      throw new PhoneError(`A message must have 1 to ${maxMessageLength} characters.`);
    }
    addToChat(user, { from: 'person', text: content, atMs: now() });
    pushes.text(user, content, menuId);
  }

  return {
    sendMedia,
    send(user: WechatUser, content: string): void {
      write(user, content);
      allowMessages(user, 'message', now());
    },
    tap(user: WechatUser, href: string): void {
      const url = URL.canParse(href) ? new URL(href) : undefined;
      if (url && /^https?:$/.test(url.protocol)) return;
      const isMenu = url?.protocol === 'weixin:' && /^weixin:\/\/bizmsgmenu\b/i.test(href);
      const content = url?.searchParams.get('msgmenucontent');
      if (!isMenu || !content) throw new PhoneError('The chat cannot open this link.');
      write(user, content, url.searchParams.get('msgmenuid') ?? undefined);
      allowMessages(user, 'menu', now());
    },
    pressMenu(user: WechatUser, name: string): void {
      if (!user.following) throw new PhoneError('Only followers see the menu.');
      const button = buttonsOf(menu.buttons ?? []).find((each) => each.name === name);
      if (!button) throw new PhoneError('The menu has no such button.');
      if (button['type'] === 'click') allowMessages(user, 'menu', now());
      const media = pushPress(pushes, user, button, { menuId, random });
      if (media) sendMedia(user, media);
    },
  };
}

/** The buttons that can be pressed: those without a menu of their own. */
function buttonsOf(buttons: readonly MenuButton[]): readonly MenuButton[] {
  return buttons.flatMap((each) => (each.sub_button.length > 0 ? each.sub_button : [each]));
}

/**
 * Pushes the event of a pressed button.
 * @returns the type of the message that the press sends as well, if there is one
 */
function pushPress(
  pushes: ActionPushes,
  user: WechatUser,
  button: MenuButton,
  { menuId, random }: { readonly menuId: XmlField; readonly random: Platform['random'] },
): MediaType | undefined {
  const type = textOf(button['type']);
  const key = textOf(button['key']);
  switch (type) {
    case 'click':
      pushes.event(user, 'CLICK', key);
      return undefined;
    case 'view':
      pushes.menu(user, 'VIEW', textOf(button['url']), [menuId]);
      return undefined;
    case 'miniprogram':
      pushes.menu(user, 'view_miniprogram', textOf(button['pagepath']), [menuId]);
      return undefined;
    default:
      if (!isMenuAction(type)) {
        throw new PhoneError(`This phone does not play menu buttons of the type ${type}.`);
      }
      pushes.menu(user, type, key, menuFields(type, random));
      return mediaAfter[type];
  }
}

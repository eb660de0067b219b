/** The phone of the simulator: what each action changes on the platform, and what it pushes. */
import { profileOf } from '../account.js';
import type { Platform } from '../platform.js';
import type { Pusher } from '../push/deliver-push.js';
import type { QrCode } from '../qr-codes/qr-codes.js';
import { addToChat, type WechatUser } from '../users.js';
import { createOpenProfiles } from './open-profiles.js';
import { PhoneError, type Person, type Phone, type ScanResult } from './phone.js';
import { createActionPushes } from './push-actions.js';

/** Characters. */
const maxMessageLength = 2000;
const maxNameLength = 40;

export function createPhone(platform: Platform, pusher: Pusher): Phone {
  const { users } = platform;
  const actions = createActions(platform, pusher);

  function userOf(personId: string): WechatUser {
    const user = users.get(personId);
    if (!user) throw new PhoneError('There is nobody with this id on the phone.');
    return user;
  }

  function addPerson(name: string): Person {
    const trimmed = name.trim();
    if (trimmed === '' || trimmed.length > maxNameLength) {
      throw new PhoneError(`A name must have 1 to ${maxNameLength} characters.`);
    }
    if (users.isFull()) throw new PhoneError('The phone has no room for more people.');
    return personOf(users.add(trimmed));
  }

  return {
    people: () => perform(() => users.all().map(personOf)),
    addPerson: (name) => perform(() => addPerson(name)),
    scan: (id, text) => perform(() => actions.scan(userOf(id), text)),
    follow: (id, scanId) => perform(() => actions.follow(userOf(id), scanId)),
    followBySearch: (id) => perform(() => actions.startFollowing(userOf(id))),
    unfollow: (id) => perform(() => actions.unfollow(userOf(id))),
    chat: (id) => perform(() => [...userOf(id).chat]),
    send: (id, text) => perform(() => actions.send(userOf(id), text)),
    tap: (id, href) => perform(() => actions.tap(userOf(id), href)),
  };
}

function createActions(platform: Platform, pusher: Pusher) {
  const { account, qrCodes, now, random } = platform;
  const profiles = createOpenProfiles(random);
  const pushes = createActionPushes(platform, pusher);
  const chat = (): ScanResult => ({ type: 'chat', account: profileOf(account) });

  function startFollowing(user: WechatUser, qrCode?: QrCode): ScanResult {
    if (account.isDisabled) return { type: 'unavailable' };
    if (user.following) return chat();
    const by = qrCode ? 'qr code' : 'search';
    user.following = { sinceMs: now(), by, scene: qrCode?.scene ?? '' };
    pushes.event(user, 'subscribe', qrCode ? `qrscene_${qrCode.scene}` : '', qrCode);
    return chat();
  }

  function send(user: WechatUser, content: string, menuId?: string): void {
    if (!user.following) throw new PhoneError('Only followers can write to the account.');
    if (content.trim() === '' || content.length > maxMessageLength) {
      throw new PhoneError(`A message must have 1 to ${maxMessageLength} characters.`);
    }
    addToChat(user, { from: 'person', text: content, atMs: now() });
    pushes.text(user, content, menuId);
  }

  return {
    startFollowing,
    send,
    scan(user: WechatUser, text: string): ScanResult {
      const qrCode = qrCodes.byUrl(text);
      if (!qrCode) return { type: 'unknown', text };
      if (account.isDisabled) return { type: 'unavailable' };
      if (qrCodes.isExpired(qrCode)) return { type: 'expired' };
      if (!user.following) {
        const scanId = profiles.open(user.id, qrCode);
        return { type: 'profile', account: profileOf(account), scanId };
      }
      pushes.event(user, 'SCAN', qrCode.scene, qrCode);
      return chat();
    },
    follow(user: WechatUser, scanId: string): ScanResult {
      const qrCode = profiles.find(user.id, scanId);
      if (!qrCode) {
        throw new PhoneError('This profile is not open on this phone; scan the QR code again.');
      }
      return startFollowing(user, qrCode);
    },
    unfollow(user: WechatUser): void {
      if (!user.following) return;
      user.following = undefined;
      user.chat = [];
      pushes.event(user, 'unsubscribe', '');
    },
    tap(user: WechatUser, href: string): void {
      const url = URL.canParse(href) ? new URL(href) : undefined;
      if (url && /^https?:$/.test(url.protocol)) return;
      const isMenu = url?.protocol === 'weixin:' && /^weixin:\/\/bizmsgmenu\b/i.test(href);
      const content = url?.searchParams.get('msgmenucontent');
      if (!isMenu || !content) throw new PhoneError('The chat cannot open this link.');
      send(user, content, url.searchParams.get('msgmenuid') ?? undefined);
    },
  };
}

/** Acts at once. The promise resolves to the result, or rejects with the error that `act` throws. */
function perform<T>(act: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(act());
  });
}

function personOf({ id, name, avatar, following }: WechatUser): Person {
  return { id, name, avatar, follows: following !== undefined };
}

/** The phone of the simulator. */
import type { Platform } from '../platform.js';
import type { WechatUser } from '../users.js';
import { openAuthorizeUrl } from '../web/authorize.js';
import { createChatActions } from './chat-actions.js';
import { createFollowActions } from './follow-actions.js';
import { PhoneError, type Person, type Phone } from './phone.js';
import type { ActionPushes } from './push-actions.js';

/** Characters. */
const maxNameLength = 40;

export function createPhone(platform: Platform, pushes: ActionPushes): Phone {
  const { users } = platform;
  const follow = createFollowActions(platform, pushes);
  const chat = createChatActions(platform, pushes);

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
    scan: (id, text) => perform(() => follow.scan(userOf(id), text)),
    follow: (id, scanId) => perform(() => follow.follow(userOf(id), scanId)),
    search: (id, text) => perform(() => follow.search(userOf(id), text)),
    followBySearch: (id) => perform(() => follow.startFollowing(userOf(id), 'search')),
    followByPayment: (id) => perform(() => follow.startFollowing(userOf(id), 'payment')),
    unfollow: (id) => perform(() => follow.unfollow(userOf(id))),
    chat: (id) => perform(() => [...userOf(id).chat]),
    send: (id, text) => perform(() => chat.send(userOf(id), text)),
    sendMedia: (id, type) => perform(() => chat.sendMedia(userOf(id), type)),
    tap: (id, href) => perform(() => chat.tap(userOf(id), href)),
    pressMenu: (id, name) => perform(() => chat.pressMenu(userOf(id), name)),
    authorize: async (id, url, answer = 'allow') =>
      openAuthorizeUrl(platform, userOf(id), url, answer),
    changeAuthorization: (id, change) => perform(() => pushes.authorization(userOf(id), change)),
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

/** The simulator's WeChat users: whether each follows the account, and their chat with it. */
import type { SimulatedAccount } from './account.js';
import type { Addressee } from './limits/allowances.js';
import { openidOf } from './ids.js';
import type { Scene } from './qr-codes/qr-codes.js';

/** A person for `createSimulator`: a name, or an object with a name. */
export type PersonInit =
  | string
  | {
      readonly name: string;
      /** Default: `person-1`, `person-2`, … */
      readonly id?: string;
      /** An emoji. */
      readonly avatar?: string;
      /** Whether the person follows the account from the start. Default: false. */
      readonly follows?: boolean;
    };

/** One line of the chat between a person and the account. */
export interface ChatMessage {
  readonly from: 'account' | 'person';
  /** Set on WeChat's own notices, which replace a reply of the account. */
  readonly byPlatform?: true;
  /** The account's text may contain `<a href="…">`. A person's text is plain. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

export interface Following {
  readonly sinceMs: number;
  readonly by: 'qr code' | 'search' | 'payment' | 'migration';
  /** Of the QR code; empty unless `by` is `qr code`. A number if it was created as one. */
  readonly scene: Scene;
}

export interface WechatUser extends Addressee {
  readonly id: string;
  readonly name: string;
  readonly avatar: string;
  following: Following | undefined;
  /** The account's own note about the person. */
  remark: string;
  /** Oldest first. */
  chat: readonly ChatMessage[];
}

export interface WechatUsers {
  all(): readonly WechatUser[];
  get(id: string): WechatUser | undefined;
  /** @throws RangeError if the id is taken, or there are 10 000 people already */
  add(person: PersonInit): WechatUser;
  isFull(): boolean;
  openidOf(user: WechatUser): Promise<string>;
  byOpenid(openid: string): Promise<WechatUser | undefined>;
}

const avatars = ['🦊', '🐼', '🐳', '🦉', '🐝', '🦋', '🐢', '🐧', '🦁', '🐙', '🦔', '🐬'];
const maxPeople = 10_000;
const maxMessages = 200;

export function createWechatUsers(account: SimulatedAccount, now: () => number): WechatUsers {
  const users = new Map<string, WechatUser>();
  const openids = new Map<string, Promise<string>>();
  const byOpenid = new Map<string, WechatUser>();

  // All callers share one promise, so that pushes of a person's actions keep their order.
  function openid(user: WechatUser): Promise<string> {
    const promise = openids.get(user.id) ?? computeOpenid(user);
    openids.set(user.id, promise);
    return promise;
  }

  async function computeOpenid(user: WechatUser): Promise<string> {
    const computed = await openidOf(account.appId, user.id);
    byOpenid.set(computed, user);
    return computed;
  }

  const isFull = (): boolean => users.size >= maxPeople;

  function freeId(): string {
    let number = users.size + 1;
    while (users.has(`person-${number}`)) number++;
    return `person-${number}`;
  }

  return {
    all: () => [...users.values()],
    get: (id) => users.get(id),
    add(init) {
      const person = typeof init === 'string' ? { name: init } : init;
      const id = person.id ?? freeId();
      if (users.has(id)) throw new RangeError(`people: the id "${id}" is used twice.`);
      if (isFull()) throw new RangeError(`people: there can be at most ${maxPeople}.`);
      const user: WechatUser = {
        id,
        name: person.name,
        avatar: person.avatar ?? avatars[users.size % avatars.length] ?? '',
        following: person.follows ? { sinceMs: now(), by: 'search', scene: '' } : undefined,
        remark: '',
        chat: [],
        allowances: new Map(),
      };
      users.set(id, user);
      return user;
    },
    isFull,
    openidOf: openid,
    async byOpenid(wanted) {
      await Promise.all(Array.from(users.values(), openid));
      return byOpenid.get(wanted);
    },
  };
}

/** Adds one line to the user's chat, and removes the oldest when there are too many. */
export function addToChat(user: WechatUser, message: ChatMessage): void {
  user.chat = [...user.chat, message].slice(-maxMessages);
}

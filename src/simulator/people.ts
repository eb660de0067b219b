/** The people with a WeChat, and what each has to do with the account. */
import type { SimulatedAccount } from './account.js';
import { openidOf } from './ids.js';

/** How a person is given: a name, or more. */
export type PersonInit =
  | string
  | {
      readonly name: string;
      /** Default: `person-1`, `person-2`, … */
      readonly id?: string;
      /** An emoji. */
      readonly avatar?: string;
      /** Whether the person follows the account from the start. */
      readonly follows?: boolean;
    };

export interface ChatMessage {
  readonly from: 'account' | 'person';
  /** True of the platform's own line in the account's place, which WeChat shows in grey. */
  readonly byPlatform?: true;
  /** From the account perhaps with `<a href="…">` in it; a person's is plain text. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

export interface Following {
  readonly sinceMs: number;
  readonly by: 'code' | 'search' | 'migration';
  /** Empty if not by code. */
  readonly scene: string;
}

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly avatar: string;
  following: Following | undefined;
  /** Oldest first. */
  chat: readonly ChatMessage[];
}

export interface Members {
  all(): readonly Member[];
  get(id: string): Member | undefined;
  /** @throws RangeError if the id is taken, or there are 10 000 people already */
  add(person: PersonInit): Member;
  isFull(): boolean;
  openidOf(member: Member): Promise<string>;
  byOpenid(openid: string): Promise<Member | undefined>;
}

const avatars = ['🦊', '🐼', '🐳', '🦉', '🐝', '🦋', '🐢', '🐧', '🦁', '🐙', '🦔', '🐬'];
const maxPeople = 10_000;
const maxMessages = 200;

export function createMembers(account: SimulatedAccount, now: () => number): Members {
  const members = new Map<string, Member>();
  const openids = new Map<string, Promise<string>>();
  const byOpenid = new Map<string, Member>();

  // One promise for all who ask, so that a person's acts keep their order while it is made.
  function openid(member: Member): Promise<string> {
    const made = openids.get(member.id) ?? make(member);
    openids.set(member.id, made);
    return made;
  }

  async function make(member: Member): Promise<string> {
    const made = await openidOf(account.appId, member.id);
    byOpenid.set(made, member);
    return made;
  }

  const isFull = (): boolean => members.size >= maxPeople;

  function freeId(): string {
    let number = members.size + 1;
    while (members.has(`person-${number}`)) number++;
    return `person-${number}`;
  }

  return {
    all: () => [...members.values()],
    get: (id) => members.get(id),
    add(given) {
      const person = typeof given === 'string' ? { name: given } : given;
      const count = members.size;
      const id = person.id ?? freeId();
      if (members.has(id)) throw new RangeError(`There are two people with the id "${id}".`);
      if (isFull()) throw new RangeError(`A phone holds at most ${maxPeople} people.`);
      const member: Member = {
        id,
        name: person.name,
        avatar: person.avatar ?? avatars[count % avatars.length] ?? '',
        following: person.follows ? { sinceMs: now(), by: 'search', scene: '' } : undefined,
        chat: [],
      };
      members.set(id, member);
      return member;
    },
    isFull,
    openidOf: openid,
    async byOpenid(wanted) {
      await Promise.all(Array.from(members.values(), openid));
      return byOpenid.get(wanted);
    },
  };
}

/** Adds one line to the chat; the oldest go when it gets long. */
export function say(member: Member, message: ChatMessage): void {
  member.chat = [...member.chat, message].slice(-maxMessages);
}

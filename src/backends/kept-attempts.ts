/** What an adapter remembers of its attempts, in the memory of this page alone. */
import { WechatMpLoginError } from '../protocol/errors.js';

/** A login has two attempts at a time; a page has few logins. */
const maxAttempts = 20;

export interface KeptAttempts<T> {
  /** Returns the id of the attempt: 122 random bits, made in this page. */
  add(attempt: T): string;
  /** @throws WechatMpLoginError `not_found` for an id that was not made here, or long ago */
  get(id: string): T;
  forget(id: string): void;
}

export function createKeptAttempts<T>(): KeptAttempts<T> {
  const attempts = new Map<string, T>();
  return {
    add(attempt) {
      const id = crypto.randomUUID();
      attempts.set(id, attempt);
      const [oldest] = attempts.keys();
      if (attempts.size > maxAttempts && oldest !== undefined) attempts.delete(oldest);
      return id;
    },
    get(id) {
      const attempt = attempts.get(id);
      if (!attempt) throw new WechatMpLoginError('not_found');
      return attempt;
    },
    forget: (id) => void attempts.delete(id),
  };
}

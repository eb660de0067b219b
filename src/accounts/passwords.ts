/**
 * `wechat-mp-login/accounts/passwords`: password hashes with argon2id. The WebAssembly comes from the
 * package hash-wasm, which the application installs: Node has an argon2 of its own only since version 24.
 * @see https://www.rfc-editor.org/rfc/rfc9106
 */
import { WechatMpLoginError } from '../protocol/errors.js';
import { ConfigurationError } from '../server/base/configuration-error.js';
import { createArgon2 } from './argon2-threads.js';

/** Hashes and checks passwords. */
export interface Passwords {
  /**
   * Hashes a password with a new salt. Resolves with a PHC string, `$argon2id$…`.
   * @throws WechatMpLoginError `invalid_request`, field `password`, if it is empty or longer than 1024
   *   bytes in UTF-8; `rate_limited`, with `retryAfterMs`, if too many passwords wait
   */
  hash(password: string): Promise<string>;
  /**
   * Whether the password matches the hash. For somebody without a password or without an account, pass
   * `undefined`: the answer is false, and takes just as long.
   * @throws WechatMpLoginError `rate_limited`, with `retryAfterMs`, if too many passwords wait
   */
  verify(password: string, hash: string | undefined): Promise<boolean>;
}

/** What `createPasswords` returns. */
export interface ClosablePasswords extends Passwords {
  /** Ends the threads, and rejects what they work on. They start again when they are needed. */
  close(): void;
}

/**
 * 19 MiB, two passes, one lane.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id
 */
const cost = { memorySize: 19 * 1024, iterations: 2, parallelism: 1, hashLength: 32 } as const;
const saltBytes = 16;
const maxBytes = 1024;

/** The hash of random bytes that nobody has kept, at the same cost. */
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$9bzh93N0RhWQYJgZnlY2Cg$T4k8wcoSknR5oly5Dvn2lByzYvZkiHuwp6WoDajdafU';

export interface PasswordsOptions {
  /**
   * How many passwords are hashed or checked at once, each in a thread of its own that takes 19 MiB.
   * 0 works in the calling thread, as runtimes without `node:worker_threads` always do; the event loop
   * then stands still for each password. Default: 2.
   */
  readonly threads?: number;
  /**
   * How many passwords may wait while others are hashed or checked. Beyond that, `hash` and `verify`
   * reject at once with `rate_limited`, so that nobody waits into a time-out. Default: 32.
   */
  readonly maxWaiting?: number;
}

/**
 * Creates the hashing of passwords with argon2id, in threads that do not keep the process alive.
 *
 * @param options - `threads`: how many passwords are worked on at once, 2 by default; `maxWaiting`: how
 *   many may wait, 32 by default
 * @throws ConfigurationError if one of them is not a whole number
 * @example
 * ```ts
 * const passwords = createPasswords();
 * const hash = await passwords.hash('correct horse battery staple');
 * await passwords.verify('correct horse battery staple', hash); // true
 * passwords.close();
 * ```
 */
export function createPasswords({
  threads = 2,
  maxWaiting = 32,
}: PasswordsOptions = {}): ClosablePasswords {
  checkCount('threads', threads, 0);
  checkCount('maxWaiting', maxWaiting, 1);
  const argon2 = createArgon2({ threads, maxWaiting });
  return {
    async hash(password) {
      const bytes = bytesOf(password);
      if (!bytes) {
        const message = `A password must be 1 to ${maxBytes} bytes long`;
        throw new WechatMpLoginError('invalid_request', { message, field: 'password' });
      }
      const salt = crypto.getRandomValues(new Uint8Array(saltBytes));
      const options = { ...cost, password: bytes, salt, outputType: 'encoded' } as const;
      return String(await argon2.compute({ run: 'argon2id', options }));
    },
    async verify(password, hash) {
      const bytes = bytesOf(password);
      const options = { password: bytes ?? 'none', hash: hash ?? nobodysHash };
      const isMatch = await argon2.compute({ run: 'argon2Verify', options });
      return isMatch === true && bytes !== undefined && hash !== undefined;
    },
    close: () => argon2.close(),
  };
}

function checkCount(name: string, value: unknown, min: number): void {
  if (Number.isSafeInteger(value) && Number(value) >= min) return;
  throw new ConfigurationError(
    `createPasswords: \`${name}\` must be a whole number of at least ${min}; leave it out for the default.`,
  );
}

/**
 * The bytes of a password; undefined if it is empty or too long. Keyboards encode the same letter in
 * several ways, so the text is normalized. Nothing is cut off or left out.
 * @see https://pages.nist.gov/800-63-3/sp800-63b.html#memsecretver
 */
function bytesOf(password: string): Uint8Array | undefined {
  if (password.length > maxBytes) return undefined;
  const bytes = new TextEncoder().encode(password.normalize('NFKC'));
  return bytes.length === 0 || bytes.length > maxBytes ? undefined : bytes;
}

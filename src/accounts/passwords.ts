/**
 * `wechat-mp-login/accounts/passwords`: password hashes with argon2id. The WebAssembly comes from the
 * package hash-wasm, which the application installs: Node has an argon2 of its own only since version 24.
 * @see https://www.rfc-editor.org/rfc/rfc9106
 */
import { argon2id, argon2Verify } from 'hash-wasm';
import { WechatMpLoginError } from '../protocol/errors.js';

/** Hashes and checks passwords. */
export interface Passwords {
  /**
   * Hashes a password with a new salt. Resolves with a PHC string, `$argon2id$…`.
   * @throws WechatMpLoginError `invalid_request`, field `password`, if it is empty or longer than 1024
   *   bytes in UTF-8
   */
  hash(password: string): Promise<string>;
  /**
   * Whether the password matches the hash. For somebody without a password or without an account, pass
   * `undefined`: the answer is false, and takes just as long.
   */
  verify(password: string, hash: string | undefined): Promise<boolean>;
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

/**
 * Creates the hashing of passwords with argon2id. Each hash takes 19 MiB of memory, and several are
 * computed one after another.
 *
 * @example
 * ```ts
 * const passwords = createPasswords();
 * const hash = await passwords.hash('correct horse battery staple');
 * await passwords.verify('correct horse battery staple', hash); // true
 * ```
 */
export function createPasswords(): Passwords {
  const inTurn = createQueue();
  return {
    async hash(password) {
      const bytes = bytesOf(password);
      if (!bytes) {
        const message = `A password must be 1 to ${maxBytes} bytes long`;
        throw new WechatMpLoginError('invalid_request', { message, field: 'password' });
      }
      const salt = crypto.getRandomValues(new Uint8Array(saltBytes));
      return inTurn(() => argon2id({ ...cost, password: bytes, salt, outputType: 'encoded' }));
    },
    async verify(password, hash) {
      const bytes = bytesOf(password);
      const options = { password: bytes ?? 'none', hash: hash ?? nobodysHash };
      const isMatch = await inTurn(() => argon2Verify(options));
      return isMatch && bytes !== undefined && hash !== undefined;
    },
  };
}

/**
 * Runs one task after another. Each needs 19 MiB, and in a single thread it gains nothing to run several
 * at once.
 */
function createQueue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task);
    last = next.catch(() => undefined);
    return next;
  };
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

/**
 * `wechat-mp-login/server/passwords`: passwords by argon2id (RFC 9106), in WebAssembly from
 * hash-wasm, which the application installs. Node's own argon2 begins with version 24.
 */
import { argon2id, argon2Verify } from 'hash-wasm';
import { WechatMpLoginError } from '../protocol/errors.js';

export interface Passwords {
  /**
   * As a PHC string, with a salt of its own.
   * @throws WechatMpLoginError `invalid_request`, field `password`, for one that is empty or too long
   */
  hash(password: string): Promise<string>;
  /** Against `undefined`, for who has no password or no account, it is false after the same work. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
}

/** OWASP Password Storage Cheat Sheet, "Argon2id": 19 MiB, two passes, one lane. */
const cost = { memorySize: 19 * 1024, iterations: 2, parallelism: 1, hashLength: 32 } as const;
const saltBytes = 16;
const maxBytes = 1024;

/** Of random bytes that nobody has kept, at the same cost. */
const nobodys =
  '$argon2id$v=19$m=19456,t=2,p=1$9bzh93N0RhWQYJgZnlY2Cg$T4k8wcoSknR5oly5Dvn2lByzYvZkiHuwp6WoDajdafU';

/**
 * Keyboards write one letter in several ways, so all are brought to one (NIST SP 800-63B, section
 * 5.1.1.2). Nothing is cut off or left out: undefined where it is empty or above 1024 bytes.
 */
function bytesOf(password: string): Uint8Array | undefined {
  if (password.length > maxBytes) return undefined;
  const bytes = new TextEncoder().encode(password.normalize('NFKC'));
  return bytes.length === 0 || bytes.length > maxBytes ? undefined : bytes;
}

export function createPasswords(): Passwords {
  // One after another: each takes 19 MiB, and none is faster beside another in one thread.
  let last: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  }

  return {
    async hash(password) {
      const bytes = bytesOf(password);
      if (!bytes) {
        const message = `A password has 1 to ${maxBytes} bytes`;
        throw new WechatMpLoginError('invalid_request', { message, field: 'password' });
      }
      const salt = crypto.getRandomValues(new Uint8Array(saltBytes));
      return inTurn(() => argon2id({ ...cost, password: bytes, salt, outputType: 'encoded' }));
    },
    async verify(password, hash) {
      const bytes = bytesOf(password);
      const checked = { password: bytes ?? 'none', hash: hash ?? nobodys };
      const fits = await inTurn(() => argon2Verify(checked));
      return fits && bytes !== undefined && hash !== undefined;
    },
  };
}

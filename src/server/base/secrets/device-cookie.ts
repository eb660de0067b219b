/**
 * The cookie of a browser in which somebody has confirmed a login. Its value is signed, so that a forged
 * one is recognized without a store; what it is worth stands in the record of an identity
 * (host/records/identity-records.ts).
 */
import { s256 } from './s256.js';
import { cookieLine, readCookie } from '../cookies.js';
import type { Environment } from '../environment.js';
import { equalConstantTime } from './constant-time.js';
import { createRotatingHash, type Secrets } from './rotation.js';

/** How long a browser is known, from the confirmation on. */
export const knownForMs = 90 * 86_400_000;

/** A browser whose cookie this backend has made. */
export interface Device {
  /** Of the whole cookie, in base64url: the backend keeps nothing else of it. */
  readonly hash: string;
}

export interface DeviceCookies {
  /** Undefined without a cookie, and for one that is forged, changed or too old. */
  read(cookieHeader: string): Promise<Device | undefined>;
  /** A new one. A value that a browser has sent is never used again. */
  create(): Promise<{ readonly line: string; readonly device: Device }>;
  /** A `Set-Cookie` line that deletes the cookie. */
  forget(): string;
}

const form = /^([\w-]{43})\.(\d{1,12})\.([\w-]{43})$/;

export function createDeviceCookies(
  { now, randomToken }: Pick<Environment, 'now' | 'randomToken'>,
  secrets: Secrets,
  isSecure: boolean,
): DeviceCookies {
  const name = isSecure ? '__Host-wml-device' : 'wml-device';
  const signatures = createRotatingHash(secrets, 'device');
  return {
    async read(cookieHeader) {
      const value = readCookie(cookieHeader, name) ?? '';
      const [, random, madeAtS, signature] = form.exec(value) ?? [];
      if (random === undefined || madeAtS === undefined || signature === undefined)
        return undefined;
      const known = await signatures.hashes([random, madeAtS]);
      const isOurs = known.some((each) => equalConstantTime(each, signature));
      const ageMs = now() - Number(madeAtS) * 1000;
      return isOurs && ageMs < knownForMs ? { hash: await s256(value) } : undefined;
    },
    async create() {
      const random = randomToken(32);
      const madeAtS = String(Math.floor(now() / 1000));
      const value = `${random}.${madeAtS}.${await signatures.hash([random, madeAtS])}`;
      const line = cookieLine(name, value, knownForMs / 1000, isSecure);
      return { line, device: { hash: await s256(value) } };
    },
    forget: () => cookieLine(name, '', 0, isSecure),
  };
}

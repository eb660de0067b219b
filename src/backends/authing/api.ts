/** Authing's HTTP API, as far as a login needs it. */
import { asError } from '../../client/as-error.js';
import { backendBase } from '../../client/http/base-url.js';
import { WechatMpLoginError, type ErrorCode } from '../../protocol/errors.js';
import type { Account, Authenticated } from '../../protocol/messages.js';
import { asObject, createFetch, readObject, textOf, type AskOptions, type Json } from '../ask.js';

export interface ApiOptions extends AskOptions {
  /** The address of your Authing application: `https://shop.authing.cn`. */
  readonly host: string;
  /** The id of your application. Either this or `userPoolId` is required. */
  readonly appId?: string | undefined;
  readonly userPoolId?: string | undefined;
}

export interface Api {
  /** The language of what Authing says to visitors, as a BCP 47 tag. */
  lang: string | undefined;
  /** Resolves with the whole answer, whatever code it has. */
  send(path: string, signal: AbortSignal, body?: object): Promise<Json>;
  /** Resolves with `data`. Rejects if the answer is an error. */
  ask(path: string, signal: AbortSignal, body?: object): Promise<Json>;
  /** Resolves with the type and the base64 of a picture. */
  picture(url: string, signal: AbortSignal): Promise<readonly [type: string, base64: string]>;
}

/** By Authing's own code. Any other error is one of the settings: the visitor cannot change it. */
const codes: Readonly<Partial<Record<number, ErrorCode>>> = {
  429: 'rate_limited',
  500: 'upstream_unavailable',
  2241: 'not_found',
};
/** Not SVG, which is a document. */
const pictureType = /^image\/(png|jpeg|gif|webp)$/;
/** Bytes. A QR code of 430 px has about 30 000. */
const largestPicture = 500_000;

/** @throws WechatMpLoginError `bad_backend`, or `misconfigured` if both ids are missing */
export function createApi({ host, appId = '', userPoolId = '', ...options }: ApiOptions): Api {
  const base = backendBase(host);
  const fetch = createFetch(options);
  if (!appId && !userPoolId) throw errorOf('misconfigured', 'appId or userPoolId is missing');
  const ids = {
    ...(appId && { 'x-authing-app-id': appId }),
    ...(userPoolId && { 'x-authing-userpool-id': userPoolId }),
  };
  const api: Api = {
    lang: undefined,
    send(path, signal, body) {
      const url = new URL(path, base + '/').href;
      const headers = { ...ids, 'x-authing-lang': authingLanguage(api.lang) };
      return fetch(url, { signal, headers, ...(body && { body }) }, readObject);
    },
    async ask(path, signal, body) {
      const answer = await api.send(path, signal, body);
      const { code, statusCode, message, data } = answer;
      if (code === 200 || statusCode === 200) return asObject(data ?? {});
      throw errorOf(
        codes[Number(code)] ?? 'misconfigured',
        `${path.replace(/\?.*/, '')}: ${String(code)} ${textOf(message) ?? ''}`,
      );
    },
    async picture(url, signal) {
      try {
        // Its host may allow every origin (`*`), which browsers accept only without cookies.
        return await fetch(url, { signal, credentials: 'omit' }, readPicture);
      } catch (thrown) {
        signal.throwIfAborted();
        const { origin } = new URL(url);
        throw errorOf(
          asError(thrown).code,
          `the picture of the QR code cannot be read. Does connect-src allow ${origin}, and does that host allow this page's origin (CORS)?`,
        );
      }
    },
  };
  return api;
}

async function readPicture(response: Response): Promise<readonly [type: string, base64: string]> {
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (!pictureType.test(type) || bytes.length > largestPicture) {
    throw new WechatMpLoginError('bad_response');
  }
  return [type, btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))];
}

export function errorOf(code: ErrorCode, message: string): WechatMpLoginError {
  return new WechatMpLoginError(code, {
    message: `Authing: ${message} (docs/backends.md#authing)`,
  });
}

/** Answers to a userinfo, and to the last step of a binding. */
export function signedIn(user: Json, isNew: boolean, linked: boolean): Authenticated {
  const { nickname, name, username, photo, token } = user;
  const account: Account = {
    name: [nickname, name, username].map(textOf).find(Boolean) ?? '',
    ...(textOf(photo) && { avatar: String(photo) }),
  };
  const code = textOf(token);
  return { result: 'authenticated', isNew, linked, account, ...(code && { code }) };
}

/** Authing knows four: https://docs.authing.cn/v2/reference/sdk-for-node/authentication/ */
function authingLanguage(tag = 'en'): string {
  if (/^zh\b/i.test(tag)) return /\b(hant|tw|hk|mo)\b/i.test(tag) ? 'zh-TW' : 'zh-CN';
  return /^ja\b/i.test(tag) ? 'ja-JP' : 'en-US';
}

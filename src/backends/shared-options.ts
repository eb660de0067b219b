/** What both adapters take, say and show alike. */
import { WechatMpLoginError } from '../protocol/errors.js';
import type {
  Created,
  CreateRequest,
  OfficialAccount,
  Present,
  Snapshot,
} from '../protocol/messages.js';
import type { AskOptions } from './ask.js';

export interface SharedOptions extends AskOptions {
  /** The official account, as visitors see it. `kind` is `service` unless set. */
  readonly officialAccount: Pick<OfficialAccount, 'name'> & Partial<OfficialAccount>;
  /** Receives what the developer should know, such as the promises that are not kept; `console.warn` unless set. */
  readonly warn?: ((message: string) => void) | undefined;
}

/** The names of the backends, by whoever was told. */
const warned = new WeakMap<object, Set<string>>();

/** Tells the developer once what this backend does not guarantee. */
export function warnOnce(name: string, options: SharedOptions): void {
  const listener = options.warn ?? console;
  const names = warned.get(listener) ?? new Set();
  warned.set(listener, names);
  if (!names.has(name)) {
    tell(
      options,
      `with ${name} as its backend, this login keeps fewer promises: nobody is asked in the chat, for example (docs/backends.md#what-is-lost).`,
    );
  }
  names.add(name);
}

export function tell({ warn }: SharedOptions, message: string): void {
  const text = `wechat-mp-login: ${message}`;
  if (warn) warn(text);
  // eslint-disable-next-line no-console -- for the developer
  else console.warn(text);
}

/** @throws WechatMpLoginError for what only a backend of our protocol can do */
export function assertCanDo({ purpose, method }: CreateRequest): void {
  if (purpose !== 'login') {
    const message = `this backend cannot ${purpose}, only sign in (docs/backends.md#what-is-lost)`;
    throw new WechatMpLoginError('unsupported', { message });
  }
  if (method !== 'scan') throw new WechatMpLoginError('method_unavailable', { methods: ['scan'] });
}

/** WeChat's addresses. Any other text is not the content of a QR code of an official account. */
export const isWechatQrCode = (text: string): boolean =>
  /^https?:\/\/weixin\.qq\.com\/q\/[\w-]+$/.test(text);

/** A QR code for which the backend has only a picture. */
export const picture = (type: string, base64: string): Present => ({
  type: 'qr',
  url: '',
  image: `data:${type};base64,${base64}`,
});

/** Polls go out this often, in seconds: about as often as the pages of both backends ask. */
export const intervalS = 1;

export function createdOf(
  { officialAccount }: SharedOptions,
  attempt: Pick<Created, 'id' | 'present'> & Snapshot,
): Created {
  return {
    ...attempt,
    protocol: 1,
    levels: ['core', 'binding'],
    officialAccount: { key: 'default', kind: 'service', ...officialAccount },
  };
}

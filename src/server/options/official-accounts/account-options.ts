/** The options of an official account; check-account.ts and check-wechat.ts check them. */
import type { Method } from '../../../protocol/messages.js';
import type { PushMode } from '../../../wechat/push/verify-push.js';

/** The official account's settings, as on the WeChat developer platform. */
export interface WechatOptions {
  /** `wx` and 16 hexadecimal digits. */
  readonly appId: string;
  /** 32 hexadecimal digits. */
  readonly appSecret: string;
  /** The token of the message push, 3 to 32 letters and digits. In plain mode it must be random. */
  readonly token: string;
  /** The EncodingAESKey of the message push, 43 letters and digits. Required unless `mode` is `plain`. */
  readonly encodingAesKey?: string;
  /**
   * The former EncodingAESKey, while WeChat may still use it. Set it when you change the key, and remove
   * it a day later.
   */
  readonly previousEncodingAesKey?: string;
  /** The former Token, likewise. */
  readonly previousToken?: string;
  /** How WeChat encrypts its pushes. `plain`, without encryption, must be set here. Default: `safe`. */
  readonly mode?: PushMode;
  /** The original id, `gh_…`: pushes for any other account are then refused. Default: not checked. */
  readonly originalId?: string;
  /** Default: `https://api.weixin.qq.com`. */
  readonly apiBaseUrl?: string;
  /**
   * Where pages inside WeChat go for web authorization; a simulator has its own. Default:
   * `https://open.weixin.qq.com/connect/oauth2/authorize`.
   */
  readonly authorizeUrl?: string;
  /** Calls WeChat's API. Default: `globalThis.fetch`. */
  readonly fetch?: typeof fetch;
}

/** How the page shows the official account. */
export interface OfficialAccountOptions {
  /** Part of the callback URL: 1 to 32 lower-case letters, digits and hyphens. Default: `default`. */
  readonly key?: string;
  /** Its name as people see it in WeChat, at most 200 characters. */
  readonly name: string;
  /** Default: `service`. */
  readonly kind?: 'service' | 'subscription';
  /** An https URL, or a path on the origin of `publicUrl`. Default: no picture. */
  readonly avatar?: string;
  /**
   * The account's own QR code, for visitors who follow it and send digits: what the QR code contains
   * (`http://weixin.qq.com/r/…`), or a picture of it, as an https URL or a path on the origin of
   * `publicUrl`. Default: the page says which name to search for.
   */
  readonly qrCode?: string;
  /**
   * The ways to sign in that this account offers, the best one first: `scan`, `message` and `oauth`.
   * `oauth`, for pages inside WeChat, needs web authorization and its domain set on mp.weixin.qq.com.
   * Default: `['scan', 'message']`.
   */
  readonly methods?: readonly Method[];
}

/** One of several official accounts. */
export interface ServedAccountOptions extends OfficialAccountOptions {
  /** Part of the callback URL, by which pages choose the account. Different for each account. */
  readonly key: string;
  /** The account's settings on the WeChat developer platform. */
  readonly wechat: WechatOptions;
}

/** The options of createWechatMpLogin; check-options.ts checks them. */
import type { Push } from '../../wechat/push/messages.js';
import type { PushReply } from '../../wechat/push/write-reply.js';
import type { Store } from '../attempts/store/store.js';
import type { Log } from '../base/log.js';
import type { Metrics } from '../base/operation/metrics.js';
import type { NewAccountsPolicy } from '../binding/binding-options.js';
import type { FieldOptions } from '../binding/fields.js';
import type { LinkMethod } from '../binding/link-method.js';
import type { Accounts, Sessions } from '../host/host.js';
import type { Captcha } from '../host/captcha.js';
import type { IdentityRecords } from '../host/records/identity-records.js';
import type { Notify } from '../host/notices.js';
import type { OnEvent } from '../host/security-events.js';
import type {
  OfficialAccountOptions,
  ServedAccountOptions,
  WechatOptions,
} from './official-accounts/account-options.js';
import type { ChatReplies } from './replies/sentences.js';

/** The options of `createWechatMpLogin`, for one official account. */
export interface Options {
  /**
   * The URL at which browsers reach the backend, such as `https://example.com/wechat-login`. It must
   * use https, except on localhost.
   */
  readonly publicUrl: string;
  /** The official account's settings on the WeChat developer platform. */
  readonly wechat: WechatOptions;
  /** How the page shows the official account. */
  readonly officialAccount: OfficialAccountOptions;
  /** Your user accounts. If you have none, use those of `wechat-mp-login/accounts`. */
  readonly accounts: Accounts;
  /** Your sessions. If you have none, use those of `wechat-mp-login/accounts`. */
  readonly sessions: Sessions;
  /**
   * What happens to a WeChat user without an account. `ask`: they create one or link an existing one.
   * `create`: they get one without being asked. `existing-only`: they must link one. Both
   * `ask` and `existing-only` need `accounts.link`, and either `linkMethods` or `sessions.current`.
   * Default: `ask`; without `accounts.link`, `create`, and the log says so.
   */
  readonly newAccounts?: NewAccountsPolicy;
  /** With `ask`: the fields of the form for a new account, at most 8. Default: none. */
  readonly createFields?: readonly FieldOptions[];
  /**
   * How visitors prove that an account is theirs, at most 10 methods. Default: none. With
   * `accounts.link` and `sessions.current`, they can always link the account that is signed in.
   */
  readonly linkMethods?: readonly LinkMethod[];
  /** Receives notices in the background. If it rejects, the error is logged. Default: no notices. */
  readonly notify?: Notify;
  /**
   * Receives security events in the background, for your monitoring. They contain no secret. If it
   * rejects, the error is logged. Default: no events.
   */
  readonly onEvent?: OnEvent;
  /**
   * A captcha, which a visitor may have to solve before a QR code is made. Default: none; once the day's
   * QR codes for everybody are used up, few visitors from each network get one without it.
   */
  readonly captcha?: Captcha;
  /**
   * Gets every push that is not that of a login: messages, menu clicks, follows without a scene of ours,
   * unfollows and all other events. What it returns is the reply in the chat; nothing for none. Default:
   * such pushes are answered `success`.
   */
  readonly onPush?: OnPush;
  /**
   * Sends every push that is not that of a login on to your application, as it was received, and passes
   * the answer back to WeChat: a URL such as `https://app.example.com/wechat`. Default: such pushes are
   * answered `success`.
   */
  readonly forwardPushes?: string | ForwardOptions;
  /**
   * Sentences that replace those of the chat: a text for all languages, or one for each, `en` included.
   * `{site}` is the host of `publicUrl`. `mayAsk` and `linking` need `{digits}`, which the page asks for.
   * The language is that of the page; `forgotten` and `scanAgain` are sent in all languages that they
   * have, because nobody knows the page. Default: sentences in English and Chinese.
   */
  readonly replies?: ChatReplies;
  /**
   * Whether the chat asks before a scan signs somebody in. `auto`: it asks people who have an account,
   * except in a browser where they have confirmed before. `tap`: it asks everybody. `digits`: everybody
   * sends the six digits that the page shows. `none`: it asks nobody, so anyone who gets a person to scan
   * a QR code is signed in as that person. Default: `auto`.
   */
  readonly confirm?: ConfirmMode;
  /**
   * The city of a client's address, for the question in the chat. It is asked when a QR code is made, and
   * an answer that takes more than a second is left out. Default: the question names no city.
   */
  readonly cityOf?: CityOf;
  /** The time zone of the times in the chat, such as `Europe/Berlin`. Default: `Asia/Shanghai`. */
  readonly timeZone?: string;
  /**
   * Whether the official account is, or may be, bound to an Open Platform account. The backend then
   * asks WeChat for the unionid before it creates an account. If you set it to true, a follower without a
   * unionid is not taken for a new person. Default: true.
   */
  readonly openPlatform?: boolean;
  /**
   * Where attempts are kept, and what the instances of the backend share. Default: `createMemoryStore()`,
   * which works for one process.
   */
  readonly store?: Store;
  /**
   * Where the backend remembers the browsers in which a person has confirmed, and what "Not me" can undo.
   * Default: in `store`. The memory store forgets them at a restart.
   */
  readonly identityRecords?: IdentityRecords;
  /**
   * Secrets from which the backend derives the keys of its cookies, of links in the chat and of digits that the
   * store keeps: 1 to 5, each of at least 32 characters. The first makes what is new, and all are accepted.
   * All processes need the same ones (docs/operation.md#key-rotation). Default: the AppSecret of the first
   * official account.
   */
  readonly secrets?: readonly string[];
  /**
   * Whether a browser stays known when somebody signs out: the next login of that person in it is not
   * asked. Set it only if each person has a browser of their own. Default: false.
   */
  readonly keepBrowsersAtSignOut?: boolean;
  /**
   * More origins of pages, in addition to that of `publicUrl`, such as `https://app.example.com`. They
   * must be on the same site, because the cookies are `SameSite=Lax`. Default: none.
   */
  readonly origins?: readonly string[];
  /**
   * Origins of other pages that may embed yours in a frame and still show the prompts for new visitors.
   * They could lead people to press what they do not see, so list only pages that you trust as your own.
   * Default: none.
   */
  readonly frameAncestors?: readonly string[];
  /** Limits against abuse, each a number of at least 1. */
  readonly limits?: Limits;
  /**
   * Receives measurements: `createMetrics({ registry })` of `wechat-mp-login/server/metrics` makes OpenMetrics
   * of them, or a function of yours does something else. Default: nothing is measured.
   */
  readonly metrics?: Metrics;
  /** Receives log lines. Default: warnings and errors go to the console. */
  readonly log?: Log;
  /** The present time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
  /** Returns the given number of random bytes in base64url. Default: `crypto.getRandomValues`. */
  readonly randomToken?: (bytes: number) => string;
}

/** The options of `createWechatMpLogin`, for several official accounts. */
export interface SeveralAccountsOptions extends Omit<Options, 'wechat' | 'officialAccount'> {
  /**
   * The official accounts, at most 20. The first is the one that a page gets if it names none. Without
   * `secrets`, keys for cookies and links in the chat derive from its AppSecret, so a new order makes the
   * backend forget every browser.
   */
  readonly officialAccounts: readonly ServedAccountOptions[];
}

export type AnyOptions = Options | SeveralAccountsOptions;

/** When the chat asks for a confirmation. */
export type ConfirmMode = 'auto' | 'tap' | 'digits' | 'none';

/** Looks up the city of an IP address. Undefined, or a rejection, if it is not known. */
export type CityOf = (address: string) => Promise<string | undefined> | string | undefined;

/**
 * Your function for pushes. WeChat waits 5 s, so return within 4 s: a later reply is not sent. Within one
 * process it is called once for a push and its repetitions. If it throws or rejects, the error is logged.
 */
export type OnPush = (push: Push, context: PushContext) => OnPushResult | Promise<OnPushResult>;

// oxlint-disable-next-line typescript/no-invalid-void-type -- functions that only listen return void
type OnPushResult = PushReply | null | undefined | void;

/** What else is known about a push. */
export interface PushContext {
  /**
   * The same for a push and its repetitions. If you run several processes, ignore a push whose key one
   * of them has seen: a repetition may reach another process. It contains the openid.
   */
  readonly key: string;
  /** The key of the official account that has received the push. */
  readonly officialAccount: string;
}

/** Where the pushes of your application go. */
export interface ForwardOptions {
  /**
   * The URL at which your application receives pushes. It may have a query; that of the push is added.
   * It must use https, except in your own network.
   */
  readonly url: string;
  /** Sends the pushes. Default: `globalThis.fetch`. */
  readonly fetch?: typeof fetch;
}

/** Limits against abuse. "Address" is the client's IPv4 address or IPv6 network. */
export interface Limits {
  /** New attempts per minute from one address; three times as many from its network. Default: 60. */
  readonly createsPerAddressPerMinute?: number;
  /**
   * New attempts per minute in all; a fifth is reserved for quiet addresses. Default: a fifth of
   * `qrCodesPerDay`, and at least 600.
   */
  readonly createsPerMinute?: number;
  /**
   * QR codes that WeChat lets your account make in a day: 100 000, or 10 000 for a test account. 60 % are
   * for everybody, 30 % for known browsers, and 10 % for others once the first are used up. The day
   * begins at 00:00 in China. Default: 100 000.
   */
  readonly qrCodesPerDay?: number;
  /**
   * QR codes per day from one IPv4 address or IPv6 /56; an IPv6 /64 gets half. Many phones share the
   * address of their carrier. Default: a twentieth of `qrCodesPerDay`.
   */
  readonly qrCodesPerAddressPerDay?: number;
  /** QR codes per day from one IPv4 /24 or IPv6 /48. Default: a tenth of `qrCodesPerDay`. */
  readonly qrCodesPerNetworkPerDay?: number;
  /** QR codes per day that one known browser gets of those reserved for known browsers. Default: 50. */
  readonly qrCodesPerKnownBrowserPerDay?: number;
  /** Reads per second of one attempt. Default: 5. */
  readonly pollsPerSecond?: number;
  /** Wrong proofs in 15 minutes by one WeChat user. Default: 5. */
  readonly badProofsPerIdentityPer15Minutes?: number;
  /** Wrong proofs in 15 minutes from one address, which a whole office may share. Default: 30. */
  readonly badProofsPerAddressPer15Minutes?: number;
  /**
   * Wrong proofs in 15 minutes for one target, such as an e-mail address. Wide, because anyone who
   * reaches it locks the owner out. Default: 100.
   */
  readonly badProofsPerTargetPer15Minutes?: number;
  /** Verification codes per hour for one WeChat user. Default: 5. */
  readonly verificationCodesPerIdentityPerHour?: number;
  /** Verification codes per hour for one address, which a whole office may share. Default: 20. */
  readonly verificationCodesPerAddressPerHour?: number;
  /** Verification codes per hour to one target. Wide, for the same reason as above. Default: 20. */
  readonly verificationCodesPerTargetPerHour?: number;
  /**
   * Verification codes per hour in all. A fifth is reserved for WeChat users who have asked for none
   * within the hour. Default: 1000.
   */
  readonly verificationCodesPerHour?: number;
  /** Simultaneous streams and held reads from one address. Default: 200. */
  readonly openReadsPerAddress?: number;
  /** Simultaneous streams and held reads in all. Default: 20 000. */
  readonly openReads?: number;
}

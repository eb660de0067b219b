/** Which check an errcode turns red, and the checks that are nothing but that. */
import type { WechatApiError } from '../../../wechat/index.js';
import {
  notChecked,
  ok,
  unanswered,
  wrong,
  type Check,
  type Finding,
  type Patient,
} from '../check.js';
import { failureOf, timeoutOf } from '../failure.js';
import { timeoutMs } from '../calls.js';
import type { CheckName, TextName } from '../texts/names.js';

/** By errcode (docs/wechat.md#error-codes). */
const owners: Readonly<Record<number, CheckName>> = {
  40013: 'app_id',
  41002: 'app_id',
  40125: 'app_secret',
  41004: 'app_secret',
  40243: 'app_secret',
  40164: 'whitelist',
  45035: 'whitelist',
  61004: 'whitelist',
  89501: 'whitelist',
  89503: 'whitelist',
  89506: 'whitelist',
  89507: 'whitelist',
  50002: 'account',
  50003: 'account',
  50004: 'account',
  50007: 'account',
  45009: 'quota',
  45011: 'quota',
};

/** How far the doctor came with WeChat. */
export interface Trouble {
  readonly owner: CheckName;
  readonly error: WechatApiError;
}

/** What is wrong with the first of the two calls that a login makes; undefined if nothing is. */
export async function troubleOf({ calls }: Patient): Promise<Trouble | undefined> {
  const token = await calls.token();
  if ('error' in token) return { owner: ownerOf(token.error, 'token'), error: token.error };
  const qrCode = await calls.qrCode();
  if ('error' in qrCode) return { owner: ownerOf(qrCode.error, 'qr_codes'), error: qrCode.error };
  return undefined;
}

function ownerOf({ kind, errcode }: WechatApiError, call: 'token' | 'qr_codes'): CheckName {
  if (errcode === undefined || kind === 'busy') return 'api';
  // The token call has no token: WeChat means the AppSecret.
  if (kind === 'token') return call === 'token' ? 'app_secret' : 'token_kept';
  return owners[errcode] ?? (call === 'token' ? 'api' : 'qr_codes');
}

/** The sentences about an error of a call. */
export function refused(error: WechatApiError): Finding {
  const { errcode, rid = '–' } = error;
  return { ...wrong('refused', { errcode: errcode ?? '', rid }), error };
}

/** A call that the doctor makes for itself, and may not make. */
export function callRefused(error: WechatApiError): Finding {
  const { errcode } = error;
  if (errcode === undefined) return notChecked('call_unanswered');
  return { ...notChecked('call_refused', { errcode }), error };
}

/** Nothing has answered, or something that is not WeChat has. */
function noAnswer({ kind, sentence }: WechatApiError, { args }: Patient): Finding {
  const { apiBaseUrl: address } = args.account;
  const host = new URL(address).host;
  if (kind === 'bad_response') {
    // A page of a login has 200, and its text is not JSON.
    const status = /HTTP \d{3}/.exec(sentence)?.[0] ?? (/redirect/.test(sentence) ? '3xx' : '200');
    return wrong('not_wechat', { status: status.replace('HTTP ', ''), address, host });
  }
  const code = /\(([A-Z][A-Z0-9_]+)\)/.exec(sentence)?.[1];
  const failure = kind === 'timeout' ? timeoutOf(timeoutMs) : failureOf(code);
  const text = args.hasIdleProxy ? 'no_answer_proxy' : 'no_answer';
  return { ...unanswered(text, failure), values: { host } };
}

/** What a call needs. */
const ofCalls = ['appId', 'appSecret', 'apiBaseUrl'] as const;

/** Red if WeChat answers with one of the errcodes of this check, green once the call has succeeded. */
function byErrcode(name: CheckName, green: TextName, provedBy: 'token' | 'qr_codes'): Check {
  return {
    name,
    needs: [],
    settings: ofCalls,
    async run(patient) {
      const trouble = await troubleOf(patient);
      if (trouble?.owner === name) return refused(trouble.error);
      const isProved = !trouble || (provedBy === 'token' && (await hasToken(patient)));
      return isProved ? ok(green) : { ...notChecked('needs'), because: trouble.owner };
    },
  };
}

async function hasToken({ calls }: Patient): Promise<boolean> {
  return 'body' in (await calls.token());
}

const hostOf = ({ args }: Patient): string => new URL(args.account.apiBaseUrl).host;

/** The trouble of WeChat's own servers, of the network, and with an errcode that belongs to no other check. */
export const api: Check = {
  name: 'api',
  needs: [],
  settings: ofCalls,
  async run(patient) {
    const trouble = await troubleOf(patient);
    if (trouble?.owner !== 'api') return ok('api_answers', { host: hostOf(patient) });
    const { error } = trouble;
    return error.errcode === undefined ? noAnswer(error, patient) : refused(error);
  },
};

export const appId = byErrcode('app_id', 'app_id_ok', 'token');
export const appSecret = byErrcode('app_secret', 'app_secret_ok', 'token');
export const whitelist = byErrcode('whitelist', 'whitelist_ok', 'token');
export const account = byErrcode('account', 'account_ok', 'token');
export const qrCodes = byErrcode('qr_codes', 'qr_codes_ok', 'qr_codes');

/** Also red if WeChat says that nothing is left. */
export const quota: Check = {
  name: 'quota',
  needs: ['app_secret', 'whitelist', 'account'],
  async run(patient) {
    const trouble = await troubleOf(patient);
    if (trouble?.owner === 'quota') return refused(trouble.error);
    if (trouble) return { ...notChecked('needs'), because: trouble.owner };
    const answer = await patient.calls.quota();
    if ('error' in answer) return callRefused(answer.error);
    const { left, limit } = answer.body;
    return left > 0 ? ok('quota_ok', { left, limit }) : wrong('quota_used_up', { limit });
  },
};

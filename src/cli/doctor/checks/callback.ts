/** The checks of the address that WeChat pushes to. */
import { isLocalHost, isPrivateName } from '../../../server/options/urls.js';
import type { PushMode } from '../../../wechat/index.js';
import type { CallbackAnswer } from '../callback-requests.js';
import { notChecked, ok, unanswered, wrong, type Check, type Finding } from '../check.js';
import type { Failure } from '../failure.js';
import type { TextName } from '../texts/names.js';

/** What WeChat's settings page and servers demand (docs/wechat.md#accounts-and-permissions). */
function whyRefused({ protocol, hostname, port }: URL): TextName | undefined {
  if (/^\[|^[\d.]+$/.test(hostname)) return 'url_ip';
  if (isPrivateName(hostname)) return 'url_private';
  if (port !== '') return 'url_port';
  // WeChat would accept it, but not the cookies of the visitors.
  return protocol === 'https:' ? undefined : 'url_http';
}

export const callbackUrl: Check = {
  name: 'callback_url',
  needs: [],
  settings: ['publicUrl', 'apiBaseUrl'],
  run({ args: { callbackUrl: url, account } }) {
    if (!url) return notChecked('no_url');
    const values = { url: url.href, host: url.hostname, port: url.port };
    if (isLocalHost(new URL(account.apiBaseUrl).hostname)) return ok('callback_url_local', values);
    const refusal = whyRefused(url);
    return refusal === undefined ? ok('callback_url_ok', values) : wrong(refusal, values);
  },
};

/** Something else than a backend answers: a login of a proxy, a page, or nothing. */
function isOther({ status, type }: { readonly status: number; readonly type: string }): boolean {
  const isRedirect = status === 0 || (status >= 300 && status < 400);
  return isRedirect || status >= 500 || /html/i.test(type) || [401, 404, 405, 407].includes(status);
}

/** After the first check, the ones before make it unlikely. */
const gone = ({ failure }: { readonly failure: Failure }): Finding =>
  unanswered('callback_unreachable', failure);

export const callbackReachable: Check = {
  name: 'callback_reachable',
  needs: ['callback_url'],
  async run({ callback }) {
    const answer = await callback.visit();
    if ('failure' in answer) return gone(answer);
    const values = { status: answer.status };
    return isOther(answer)
      ? wrong('callback_answers', values)
      : ok('callback_reachable_ok', values);
  },
};

export const handshake: Check = {
  name: 'handshake',
  needs: ['callback_reachable'],
  settings: ['token'],
  async run({ callback }) {
    const answer = await callback.handshake('right');
    if ('failure' in answer) return gone(answer);
    const { status } = answer;
    if (status === 401 || status === 403) return wrong('handshake_refused', { status });
    const isRight = status === 200 && answer.text === answer.echostr;
    return isRight ? ok('handshake_ok') : wrong('handshake_other', { status });
  },
};

export const signature: Check = {
  name: 'signature',
  needs: ['handshake'],
  async run({ callback }) {
    const answer = await callback.handshake('wrong');
    if ('failure' in answer) return gone(answer);
    const isAccepted = answer.status < 300 && answer.text.includes(answer.echostr);
    return isAccepted ? wrong('signature_ignored') : ok('signature_ok', { status: answer.status });
  },
};

export const mode: Check = {
  name: 'mode',
  needs: ['signature'],
  settings: ['token', 'mode'],
  unlessWrong: ['clock'],
  async run({ args, callback }) {
    if (args.account.mode === 'plain') return notChecked('plain_mode');
    const answer = await callback.push('plain');
    if ('failure' in answer) return gone(answer);
    const values = { status: answer.status };
    return answer.status < 300 ? wrong('mode_plain_accepted', values) : ok('mode_ok', values);
  },
};

export const push: Check = {
  name: 'push',
  needs: ['signature'],
  settings: ['appId', 'token', 'encodingAesKey', 'mode', 'originalId'],
  unlessWrong: ['app_id', 'clock', 'mode'],
  async run({ args, callback }) {
    const { mode: ours } = args.account;
    // The settings are well-formed: `mode` is one of them.
    const answer = await callback.push(ours as PushMode);
    if ('failure' in answer) return gone(answer);
    if (isAnswer(answer)) return ok('push_ok', { mode: ours });
    const { status } = answer;
    if (status < 300 || status >= 500) return wrong('push_answer', { status });
    return wrong(ours === 'plain' ? 'push_refused_plain' : 'push_refused', { status });
  },
};

/** WeChat takes nothing, `success` or XML; for anything else, the chat shows an error. */
function isAnswer(answer: Exclude<CallbackAnswer, { readonly failure: Failure }>): boolean {
  return answer.status === 200 && /^(success|<xml>[^]*)?$/.test(answer.text.trim());
}

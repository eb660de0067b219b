/** One attempt, as the page that created it holds it. */
import type { Chain } from '../../protocol/chain.js';
import { fieldsOf, need, textField } from '../expect.js';
import { openStream, type EventStream } from '../http/event-stream.js';
import { describe, type Answer } from '../http/send.js';
import type { Trace } from '../http/trace.js';
import type { Rig } from '../rig.js';
import type { Browser, CallOptions } from './browser.js';

export interface Attempt {
  readonly browser: Browser;
  readonly chain: Chain;
  readonly id: string;
  /** What the page draws; with method `message`, the account's own QR code, if any. */
  readonly qrCodeUrl: string;
  /** With method `message`: what the page shows. */
  readonly digits: string;
  /** Name and value of the attempt's cookie, as the browser sends it. */
  readonly cookie: string;
  readonly created: Answer;
  /** Reads the attempt, with `k` unless another key is given; '' for none. */
  watch(key?: string, query?: string, as?: string): Promise<Answer>;
  /** The state of the attempt. @throws BrokenOff unless the read is answered with 200 */
  state(): Promise<string>;
  stream(key?: string): Promise<EventStream>;
  cancel(key?: string, as?: string): Promise<Answer>;
  /** `options.body` replaces the body. */
  redeem(options?: CallOptions): Promise<Answer>;
  bind(body: object, options?: CallOptions): Promise<Answer>;
  codes(body: object, options?: CallOptions): Promise<Answer>;
}

export function createAttempt(
  browser: Browser,
  chain: Chain,
  created: Answer,
  { rig, trace }: { readonly rig: Rig; readonly trace: Trace },
): Attempt {
  const id = textField(created.body, 'id');
  const path = `/attempts/${id}`;
  const name = [...browser.cookies.keys()].find((each) => each.endsWith(`wml-${id}`)) ?? '';
  const cookie = name === '' ? '' : `${name}=${browser.cookies.get(name)}`;
  const bearer = (key: string): Readonly<Record<string, string>> =>
    key === '' ? {} : { authorization: `Bearer ${key}` };

  const watch: Attempt['watch'] = (key = chain.key, query = '', as = '') =>
    browser.call('GET', `${path}${query}`, {
      ...{ as: as || query, headers: bearer(key) },
      // A read that is held for 20 s, and some more.
      ...(/wait=/.test(query) ? { timeoutMs: Math.max(rig.timeoutMs, 35_000) } : {}),
    });
  const post =
    (what: string) =>
    (body: object, options: CallOptions = {}): Promise<Answer> =>
      browser.call('POST', `${path}/${what}`, {
        body: { verifier: chain.verifier, ...body },
        ...options,
      });
  const redeem = post('redeem');

  return {
    ...{ browser, chain, id, cookie, created, watch },
    digits: textField(fieldsOf(created.body['present']), 'digits'),
    qrCodeUrl: textField(fieldsOf(created.body['present']), 'url'),
    async state() {
      const answer = await watch();
      need(answer.status === 200, `A read needs 200, saw ${describe(answer)}.`);
      return textField(answer.body, 'state');
    },
    stream(key = chain.key) {
      const url = `${rig.url.replace(/\/+$/, '')}${path}`;
      return openStream(url, bearer(key), trace, rig);
    },
    cancel: (key = chain.key, as = '') =>
      browser.call('DELETE', path, { as, headers: bearer(key) }),
    redeem: (options) => redeem({}, options),
    bind: post('bind'),
    codes: post('codes'),
  };
}

/** The rules for all endpoints: origins, media types, sizes, headers, and the form of errors. */
import type { Case } from '../../case.js';
import { expect, expectProblem, expectStatus } from '../../expect.js';
import type { Answer } from '../../http/send.js';
import { createChain } from '../../../protocol/chain.js';
import { casesOf } from '../define.js';
import { expectShape } from '../shapes.js';
import type { Attempt } from '../../page/attempt.js';
import type { CallOptions } from '../../page/browser.js';

const foreign = 'https://evil.example';

/** Each request that changes something, for an attempt that is pending. */
function changes({ browser, id, chain }: Attempt) {
  const { verifier, key } = chain;
  const headers = { authorization: `Bearer ${key}` };
  return {
    'A create': async (options: CallOptions) => browser.create(await createChain(), {}, options),
    'A redeem': (options: CallOptions) =>
      browser.call('POST', `/attempts/${id}/redeem`, { body: { verifier }, ...options }),
    'A cancel': (options: CallOptions) =>
      browser.call('DELETE', `/attempts/${id}`, { headers, ...options }),
  };
}

function expectHeaders({ headers }: Answer, what: string): void {
  const has = (name: string, part: string): boolean =>
    (headers.get(name) ?? '').toLowerCase().includes(part);
  expect(has('cache-control', 'no-store'), `${what}: Cache-Control is not no-store.`);
  expect(has('x-content-type-options', 'nosniff'), `${what}: X-Content-Type-Options is missing.`);
  expect(has('referrer-policy', 'no-referrer'), `${what}: Referrer-Policy is not no-referrer.`);
  const varies = has('vary', 'origin') && has('vary', 'accept');
  expect(varies, `${what}: Vary does not name Origin and Accept.`);
}

export const httpCases: readonly Case[] = casesOf('core', 'docs/protocol.md#endpoints', [
  {
    name: 'headers-on-every-answer',
    rule: 'Every answer, errors included, is not stored, not sniffed, sends no referrer, and varies by Origin and Accept.',
    async run(kit) {
      const attempt = await kit.browser().open();
      const { browser } = attempt;
      const answers: Readonly<Record<string, Answer>> = {
        'The answer to a create': attempt.created,
        'A snapshot': await attempt.watch(),
        'A 404': await attempt.watch(''),
        'A 409': await attempt.redeem(),
        'A 400': await browser.call('POST', '/attempts', { body: {} }),
        'A 403': await browser.create(attempt.chain, {}, { origin: foreign }),
        'An unknown path': await browser.call('GET', '/nothing-here'),
        'The answer to a cancel': await attempt.cancel(),
      };
      for (const [what, answer] of Object.entries(answers)) expectHeaders(answer, what);
    },
  },
  {
    name: 'origin-denied',
    rule: 'A request from a page of another origin gets 403 origin_denied and changes nothing; so does the origin null.',
    async run(kit) {
      const attempt = await kit.browser().open();
      for (const origin of [foreign, 'null', `${kit.rig.origin}.evil.example`]) {
        for (const [what, ask] of Object.entries(changes(attempt))) {
          const as = 'from another origin';
          expectProblem(await ask({ origin, as }), 'origin_denied', `${what} ${as}`);
        }
      }
      expect((await attempt.state()) === 'pending', 'The attempt is no longer pending.');
    },
  },
  {
    name: 'no-cors-for-strangers',
    rule: 'No answer lets a page of another origin read it, and none has Access-Control-Allow-Origin: *.',
    source: 'docs/protocol.md#never',
    async run(kit) {
      const attempt = await kit.browser().open();
      const { browser, id, chain } = attempt;
      const preflight = {
        origin: foreign,
        headers: {
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      };
      const headers = { authorization: `Bearer ${chain.key}` };
      const answers: Readonly<Record<string, Answer>> = {
        'A preflight': await browser.call('OPTIONS', '/attempts', preflight),
        'A create': await browser.create(chain, {}, { origin: foreign }),
        'A read': await browser.call('GET', `/attempts/${id}`, { origin: foreign, headers }),
        'A read of this origin': await attempt.watch(),
      };
      for (const [what, answer] of Object.entries(answers)) {
        const allowed = answer.headers.get('access-control-allow-origin');
        const isOpen = allowed === '*' || allowed === foreign || allowed === 'null';
        expect(!isOpen, `${what} from another origin may be read there.`);
      }
    },
  },
  {
    name: 'media-type',
    rule: 'A body that is not application/json gets 415, because a form of another site could send it.',
    async run(kit) {
      const attempt = await kit.browser().open();
      const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''];
      const { browser, id, chain } = attempt;
      const { challenge } = await createChain();
      const requests: readonly (readonly [path: string, body: object])[] = [
        ['/attempts', { challenge, purpose: 'login', method: 'scan' }],
        [`/attempts/${id}/redeem`, { verifier: chain.verifier }],
      ];
      for (const [path, body] of requests) {
        for (const type of types) {
          const as = type === '' ? 'without a media type' : `as ${type}`;
          const headers = { 'content-type': type };
          const answer = await browser.call('POST', path, { as, headers, body });
          expectProblem(answer, 'unsupported_media_type', `A body ${as}`);
        }
      }
    },
  },
  {
    name: 'media-type-with-charset',
    rule: 'A body of application/json with a charset is accepted.',
    async run(kit) {
      const headers = { 'content-type': 'application/json; charset=utf-8' };
      const answer = await kit.browser().create(await createChain(), {}, { headers });
      expectStatus(answer, 201, 'A create with a charset');
    },
  },
  {
    name: 'too-large',
    rule: 'A body above 8 KiB gets 413.',
    async run(kit) {
      const attempt = await kit.browser().open();
      const padding = 'x'.repeat(9000);
      const as = 'of 9 KiB';
      const create = await attempt.browser.create(await createChain(), { padding }, { as });
      expectProblem(create, 'too_large', 'A create of 9 KiB');
      const body = { verifier: attempt.chain.verifier, padding };
      expectProblem(await attempt.redeem({ body, as }), 'too_large', 'A redeem of 9 KiB');
    },
  },
  {
    name: 'unknown-path',
    rule: 'An unknown path gets 404 in the form of every error; a wrong method gets that, or 405.',
    source: 'docs/protocol.md#errors',
    async run(kit) {
      const browser = kit.browser();
      for (const path of ['/nothing-here', '/attempts/x/y/z']) {
        const answer = await browser.call('GET', path, { as: 'an unknown path' });
        expectProblem(answer, 'not_found', 'An unknown path');
      }
      const wrong = await browser.call('PUT', '/attempts', { as: 'a wrong method', body: {} });
      const code = wrong.status === 405 ? 'method_not_allowed' : 'not_found';
      expectProblem(wrong, code, 'A wrong method');
    },
  },
  {
    name: 'error-form',
    rule: 'An error is application/problem+json with type, title, status and code, and no other fields.',
    source: 'https://www.rfc-editor.org/rfc/rfc9457',
    async run(kit) {
      const attempt = await kit.browser().open();
      const answers = {
        'A 400': await attempt.browser.call('POST', '/attempts', { body: {} }),
        'A 403': await attempt.browser.create(attempt.chain, {}, { origin: foreign }),
        'A 404': await attempt.watch(''),
        'A 409': await attempt.redeem(),
      };
      for (const [what, answer] of Object.entries(answers)) {
        const type = answer.headers.get('content-type') ?? '';
        expect(type.startsWith('application/problem+json'), `${what} is no problem+json.`);
        expectShape(answer, 'problem', what);
        expect(answer.body['status'] === answer.status, `${what} names another status.`);
      }
    },
  },
  {
    name: 'error-quotes-nothing',
    rule: 'An error never repeats what was sent.',
    source: 'docs/protocol.md#errors',
    async run(kit) {
      const browser = kit.browser();
      const marker = '<script>alert("marker")</script>';
      const { challenge } = await createChain();
      const scan = { challenge, purpose: 'login', method: 'scan' };
      const bodies: readonly unknown[] = [
        { ...scan, challenge: marker },
        { ...scan, purpose: marker },
        { ...scan, method: marker },
        { ...scan, lang: marker, returnTo: marker, officialAccount: marker },
        `{"${marker}":`,
      ];
      const as = 'with a marker';
      const answers = [
        ...(await Promise.all(
          bodies.map((body) => browser.call('POST', '/attempts', { as, body })),
        )),
        await browser.call('GET', `/${encodeURIComponent(marker)}`, { as }),
        await browser.call('GET', '/attempts/marker-marker-marker-marker', {
          ...{ as, headers: { authorization: 'Bearer marker' } },
        }),
      ];
      for (const { text } of answers) {
        expect(!text.includes('marker'), 'An error repeats what was sent.');
      }
    },
  },
]);

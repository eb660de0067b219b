/**
 * Bodies of the protocol for property tests: valid ones, written after docs/protocol.md and not after
 * the parser, and the same bodies with one part replaced or left out.
 */
import fc from 'fast-check';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const alphabet = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');

function token(minLength: number, maxLength = minLength): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });
}

/** Characters from the whole of Unicode, lone surrogates included: names are free text. */
const words = fc
  .array(fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constant('😀')), {
    minLength: 1,
    maxLength: 200,
  })
  .map((characters) => Array.from(characters.join('')).slice(0, 200).join(''));
const digits = fc.stringMatching(/^[0-9]{4,10}$/);
const address = fc.oneof(
  fc.webUrl({ validSchemes: ['http', 'https'], withQueryParameters: true }),
  fc.constantFrom('/avatar.png', '/', 'http://weixin.qq.com/q/028MgH1oLwdyi1ySjNxq17'),
);
const path = fc.oneof(
  fc.constantFrom('/', '/account?tab=1#top', '/订单'),
  token(0, 30).map((name) => `/${name}`),
);

/** An object in which every field that is not in `required` may be left out. */
function fields(
  all: Record<string, fc.Arbitrary<unknown>>,
  required: string[],
): fc.Arbitrary<Json> {
  return fc.record(all, { requiredKeys: required, noNullPrototype: true }) as fc.Arbitrary<Json>;
}

const officialAccount = fields(
  {
    key: fc.stringMatching(/^[a-z0-9-]{1,32}$/),
    name: words,
    kind: fc.constantFrom('service', 'subscription'),
    avatar: address,
    methods: fc.array(fc.stringMatching(/^[a-z0-9-]{1,32}$/), { maxLength: 4 }),
  },
  ['key', 'name', 'kind'],
);

const present = fc.oneof(
  fields({ type: fc.constantFrom('qr', 'redirect'), url: address }, ['type', 'url']),
  fields({ type: fc.constant('message'), url: address, image: address, digits }, [
    'type',
    'digits',
  ]),
);

const snapshotFields = {
  state: fc.constantFrom(
    ...['pending', 'scanned', 'approved', 'binding', 'completed'],
    ...['denied', 'expired', 'cancelled', 'failed'],
  ),
  rev: fc.maxSafeNat(),
  expiresIn: fc.oneof(fc.integer({ min: 0, max: 86_400 }), fc.constantFrom(0.5, 179.25)),
  interval: fc.oneof(fc.integer({ min: 0, max: 3600 }), fc.constant(2.5)),
  confirm: fc.oneof(
    fields({ mode: fc.constant('tap') }, ['mode']),
    fields({ mode: fc.constant('digits'), digits }, ['mode', 'digits']),
  ),
  reason: words,
};
const snapshotRequired = ['state', 'rev', 'expiresIn', 'interval'];

const levels = fc.uniqueArray(
  fc.constantFrom('core', 'stream', 'binding', 'confirm', 'message', 'oauth'),
);

/** Long enough that a change of one part never makes two names equal. */
const name = token(5, 32).filter((text) => text !== '__proto__');
const method = fc.oneof(
  fc.constantFrom('password', 'email-code', 'phone-code', 'session'),
  fc.stringMatching(/^[a-z0-9-]{5,32}$/),
);
const account = { name: words, avatar: address };
const field = fields(
  {
    name,
    label: words,
    hint: words,
    type: fc.constantFrom('text', 'email', 'tel', 'password'),
    autocomplete: fc.constantFrom('username', 'one-time-code', 'section-a shipping tel-national'),
    required: fc.boolean(),
    pattern: fc.constantFrom('[0-9]{6}', '.+', 'x'.repeat(200)),
  },
  ['name', 'label', 'type', 'required'],
);
const codeField = fields(
  { name, label: words, type: fc.constant('code'), required: fc.boolean() },
  ['name', 'label', 'type', 'required'],
);
const nameOf = (body: Json): Json => (body as { name: Json }).name;
const form = fc
  .tuple(
    fc.uniqueArray(field, { maxLength: 7, selector: nameOf }),
    fc.option(codeField, { nil: undefined }),
  )
  .map(([plain, code]) =>
    code && plain.every((each) => nameOf(each) !== nameOf(code)) ? [...plain, code] : plain,
  );
const creation = fields({ action: fc.constant('create'), fields: form }, ['action']);
const link = fields({ action: fc.constant('link'), method, label: words, fields: form }, [
  ...['action', 'method', 'label', 'fields'],
]);
const options = fc
  .tuple(
    fc.option(creation, { nil: undefined }),
    fc.uniqueArray(link, {
      minLength: 1,
      maxLength: 4,
      selector: (body) => (body as { method: Json }).method,
    }),
  )
  .map(([made, linked]) => (made === undefined ? linked : [made, ...linked]));
const fieldValues = fc.dictionary(name, fc.string({ maxLength: 30 }), {
  maxKeys: 5,
  noNullPrototype: true,
});
const opaque = token(5, 64);

/** Valid bodies by the name of their schema in docs/openapi.json. */
export const validBodies = {
  CreateRequest: fields(
    {
      challenge: token(43),
      purpose: fc.constantFrom('login', 'link', 'step-up'),
      method: fc.constantFrom('scan', 'message', 'oauth'),
      officialAccount: fc.stringMatching(/^[a-z0-9-]{1,32}$/),
      lang: fc.constantFrom('zh-Hans', 'en', 'zh-Hant-HK', 'x'.repeat(35)),
      returnTo: path,
      resumeAt: path,
      appData: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 99 }),
      captcha: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 99 }),
    },
    ['challenge', 'purpose', 'method'],
  ),
  RedeemRequest: fields({ verifier: token(43) }, ['verifier']),
  Snapshot: fields(snapshotFields, snapshotRequired),
  Created: fields(
    {
      ...snapshotFields,
      protocol: fc.constant(1),
      levels,
      id: token(22, 64),
      officialAccount,
      officialAccounts: fc.array(officialAccount, { maxLength: 4 }),
      methods: fc.array(fc.constantFrom('scan', 'message', 'oauth', 'another-method'), {
        maxLength: 4,
      }),
      newAccounts: fc.constantFrom('existing-only', 'another-policy'),
      present,
    },
    [...snapshotRequired, 'protocol', 'levels', 'id', 'officialAccount', 'present'],
  ),
  Authenticated: fields(
    {
      result: fc.constant('authenticated'),
      isNew: fc.boolean(),
      linked: fc.boolean(),
      account: fields(account, ['name']),
      returnTo: path,
      code: fc.stringMatching(/^[!-~]{1,512}$/),
    },
    ['result', 'isNew', 'account'],
  ),
  Binding: fields(
    {
      result: fc.constant('binding'),
      chatCode: fc.boolean(),
      expiresIn: fc.integer({ min: 0, max: 86_400 }),
      options,
      frameAncestors: fc.array(words, { maxLength: 3 }),
    },
    ['result', 'chatCode', 'expiresIn', 'options'],
  ),
  Selection: fields(
    {
      result: fc.constant('select'),
      accounts: fc.uniqueArray(fields({ choice: opaque, ...account }, ['choice', 'name']), {
        minLength: 1,
        maxLength: 6,
        selector: (body) => (body as { choice: Json }).choice,
      }),
    },
    ['result', 'accounts'],
  ),
  CodeSent: fields({ resendIn: fc.integer({ min: 0, max: 3600 }) }, ['resendIn']),
  CodesRequest: fields({ verifier: token(43), method, fields: fieldValues }, [
    ...['verifier', 'method', 'fields'],
  ]),
  BindRequest: fields(
    {
      verifier: token(43),
      action: fc.constantFrom('create', 'link', 'select'),
      method,
      fields: fieldValues,
      chatCode: fc.oneof(
        fc.stringMatching(/^[0-9]{6}$/),
        fc.string({ minLength: 1, maxLength: 20 }),
      ),
      choice: opaque,
    },
    ['verifier', 'action'],
  ),
  IdentityList: fields(
    {
      identities: fc.array(
        fields(
          {
            id: token(1, 200),
            officialAccount: words,
            linkedAt: fc
              .date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true })
              .map((date) => date.toISOString()),
          },
          ['id', 'linkedAt'],
        ),
        { maxLength: 5 },
      ),
    },
    ['identities'],
  ),
} satisfies Record<string, fc.Arbitrary<Json>>;

export type BodyName = keyof typeof validBodies;

/** Values to put in place of others: of every type, and near the limits. */
const odd: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, [], {}, [null], ['core', 7], { type: 'qr' }, ''),
  fc.constantFrom<Json>(0, -0, -1, 0.5, 1, 2, 3600, 3601, 86_400, 86_401, 2 ** 53 - 1, 2 ** 53),
  fc.constantFrom<Json>(
    1e308,
    '1',
    'tap',
    'digits',
    'code',
    'email',
    'message',
    'link',
    'later_state',
    'Core',
    'core ',
  ),
  fc.constantFrom<Json>('2'.repeat(3), '2'.repeat(4), '2'.repeat(10), '2'.repeat(11), '４０２９'),
  fc.constantFrom<Json>('//evil.example', '/\\evil.example', 'javascript:alert(1)', 'HTTPS://a/'),
  fc.constantFrom<Json>('https://', '/', '/a b', '/a\n', '/.//evil.example', '/订', '\u0000'),
  fc.constantFrom<Json>(`/${'订'.repeat(300)}`, `/${'a'.repeat(2047)}`, `/${'a'.repeat(2048)}`),
  fc
    .constantFrom(...[21, 22, 32, 33, 35, 36, 42, 43, 44, 64, 65, 200, 201, 512, 513])
    .chain((size) =>
      fc.constantFrom<Json>('a'.repeat(size), '😀'.repeat(size), `${'a'.repeat(size - 1)}\n`),
    ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

/** One step from a body to a part of it. */
type Step = string | number;

function pathsOf(body: Json, at: readonly Step[] = []): (readonly Step[])[] {
  if (typeof body !== 'object' || body === null) return [at];
  const steps: Step[] = Array.isArray(body) ? body.map((_, index) => index) : Object.keys(body);
  return [at, ...steps.flatMap((step) => pathsOf(partOf(body, step), [...at, step]))];
}

function partOf(body: Json, step: Step): Json {
  return (body as Record<Step, Json>)[step] ?? null;
}

/** A copy of the body with the part at `path` replaced, or left out if `part` is undefined. */
export function withPart(body: Json, path: readonly Step[], part: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return part ?? null;
  const next = rest.length === 0 ? part : withPart(partOf(body, step), rest, part);
  if (Array.isArray(body)) {
    return body.flatMap((item, index) =>
      index !== step ? [item] : next === undefined ? [] : [next],
    );
  }
  const parts = Object.entries(body as Record<string, Json>).filter(([name]) => name !== step);
  return Object.fromEntries(next === undefined ? parts : [...parts, [step, next]]);
}

/** A valid body with one part replaced or left out; it may still be valid. */
export function mutated(name: BodyName): fc.Arbitrary<Json> {
  return validBodies[name].chain((body) =>
    fc
      .tuple(fc.constantFrom(...pathsOf(body)), fc.option(odd, { nil: undefined, freq: 8 }))
      .map(([path, part]) => withPart(body, path, part)),
  );
}

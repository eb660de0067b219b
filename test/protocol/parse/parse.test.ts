import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  isProblemCode,
  parseBinding,
  parseBindResult,
  parseCodeSent,
} from '../../../src/protocol/index.js';
import { parseIdentityList } from '../../../src/protocol/parse/identities.js';
import { parseProblemCode } from '../../../src/protocol/parse/problem.js';
import {
  parseBindRequest,
  parseCodesRequest,
  parseCreateRequest,
  parseRedeemRequest,
} from '../../../src/protocol/parse/requests.js';
import {
  ShapeError,
  parseCreated,
  parseAuthenticated,
  parseSnapshot,
} from '../../../src/protocol/parse/answers.js';
import { mutated, validBodies, withPart } from '../../support/protocol/bodies.js';
import type { BodyName, Json } from '../../support/protocol/bodies.js';

const parsers: Record<BodyName, (body: unknown) => unknown> = {
  CreateRequest: parseCreateRequest,
  RedeemRequest: parseRedeemRequest,
  Snapshot: parseSnapshot,
  Created: parseCreated,
  Authenticated: parseAuthenticated,
  Binding: parseBinding,
  Selection: parseBindResult,
  CodeSent: parseCodeSent,
  CodesRequest: parseCodesRequest,
  BindRequest: parseBindRequest,
  IdentityList: parseIdentityList,
};
const names = Object.keys(parsers) as BodyName[];
/** Names that the protocol or a form gives to fields, and two for a body and an element as a whole. */
const fieldName = /^[A-Za-z0-9_-]{1,32}$/;

function fieldOf(parse: (body: unknown) => unknown, body: unknown): string {
  try {
    parse(body);
  } catch (error) {
    assert.ok(error instanceof ShapeError);
    return error.field;
  }
  return assert.fail(`accepted ${JSON.stringify(body)}`);
}

const chainValue = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const wanted = { challenge: chainValue, purpose: 'login', method: 'scan' };
const looked = { state: 'pending', rev: 1, expiresIn: 180, interval: 2 };
const made = {
  ...looked,
  protocol: 1,
  levels: ['core', 'stream'],
  id: 'a'.repeat(22),
  officialAccount: { key: 'default', name: 'Shop', kind: 'service' },
  present: { type: 'qr', url: 'http://weixin.qq.com/q/028MgH1oLwdyi1ySjNxq17' },
};
const signedIn = { result: 'authenticated', isNew: true, account: { name: 'Quiet Panda' } };

const emailField = { name: 'email', label: 'E-mail', type: 'email', required: true };
const sentField = { name: 'code', label: 'Code', type: 'code', required: true };
const byEmail = {
  action: 'link',
  method: 'email-code',
  label: 'By e-mail',
  fields: [emailField, sentField],
};
const asked = {
  result: 'binding',
  chatCode: true,
  expiresIn: 600,
  options: [{ action: 'create' }, byEmail],
};

/** Every field of a full body, by the path to it, and the name by which it has to be refused. */
const full = {
  CreateRequest: { ...wanted, officialAccount: 'default', lang: 'en', returnTo: '/account' },
  RedeemRequest: { verifier: chainValue },
  Snapshot: { ...looked, confirm: { mode: 'code', code: '402913' }, reason: 'misconfigured' },
  Created: {
    ...made,
    confirm: { mode: 'tap' },
    officialAccount: { ...made.officialAccount, avatar: '/a.png' },
    officialAccounts: [{ ...made.officialAccount, avatar: 'https://shop.example/a.png' }],
  },
  Authenticated: {
    ...signedIn,
    linked: true,
    account: { name: 'Quiet Panda', avatar: '/a.png' },
    returnTo: '/account',
    code: 'one-time',
  },
  Binding: asked,
  Selection: { result: 'select', accounts: [{ choice: 'one', name: 'Lin', avatar: '/a.png' }] },
  CodeSent: { resendIn: 60 },
  CodesRequest: { verifier: chainValue, method: 'email-code', fields: { email: 'a@b.example' } },
  BindRequest: {
    verifier: chainValue,
    action: 'link',
    method: 'password',
    fields: { identifier: 'a@b.example' },
    chatCode: '402913',
    choice: 'one',
  },
  IdentityList: { identities: [{ id: '7', linkedAt: '2026-02-14T08:30:00.000Z' }] },
} satisfies Record<BodyName, Json>;

/** Fields that may be left out, by the path to them; all others are required. */
const optional: Record<BodyName, readonly string[]> = {
  CreateRequest: ['officialAccount', 'lang', 'returnTo'],
  RedeemRequest: [],
  Snapshot: ['confirm', 'reason'],
  Created: ['confirm', 'officialAccount.avatar', 'officialAccounts'],
  Authenticated: ['linked', 'account.avatar', 'returnTo', 'code'],
  Binding: [],
  Selection: [],
  CodeSent: [],
  CodesRequest: ['fields.email'],
  BindRequest: ['method', 'fields', 'fields.identifier', 'chatCode', 'choice'],
  IdentityList: [],
};

for (const name of names) {
  const parse = parsers[name];

  test(`${name}: a valid body comes out as it went in`, () => {
    fc.assert(
      fc.property(validBodies[name], (body) => {
        const parsed = JSON.parse(JSON.stringify(parse(body))) as Json;
        assert.deepEqual(sorted(parsed), sorted(canonical(body)));
        assert.deepEqual(parse(parsed), parse(body), 'and again');
      }),
      { numRuns: 300 },
    );
  });

  test(`${name}: whatever comes is parsed or refused by the name of a field, without an echo`, () => {
    const body = fc.oneof(mutated(name), fc.jsonValue(), fc.constant(undefined), fc.anything());
    fc.assert(
      fc.property(body, (candidate) => {
        try {
          parse(candidate);
        } catch (error) {
          assert.ok(error instanceof ShapeError, String(error));
          assert.match(error.field, fieldName);
          assert.equal(error.message, `"${error.field}" is missing or does not match the protocol`);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test(`${name}: every field of a wrong type is refused by its name`, () => {
    const walk = (at: Json, path: readonly string[]): void => {
      if (typeof at !== 'object' || at === null || Array.isArray(at)) return;
      for (const [field, value] of Object.entries(at)) {
        const others: Json[] = [null, true, 7.5, 'no such\u0000value', ['odd'], { odd: 1 }];
        for (const other of others.filter((candidate) => typeof candidate !== typeof value)) {
          const body = withPart(full[name], [...path, field], other);
          assert.equal(fieldOf(parse, body), field, JSON.stringify(body));
        }
        const without = withPart(full[name], [...path, field], undefined);
        if (optional[name].includes([...path, field].join('.'))) parse(without);
        else assert.equal(fieldOf(parse, without), field, JSON.stringify(without));
        walk(value, [...path, field]);
      }
    };
    walk(full[name], []);
  });

  test(`${name}: what is not an object is refused as a body`, () => {
    for (const body of [undefined, null, 1, 'body', true, [], [full[name]], () => undefined]) {
      assert.equal(fieldOf(parse, body), 'body');
    }
  });

  test(`${name}: fields that this version does not know are dropped`, () => {
    const extra = { openid: 'o', scene: 's', ticket: 't', __proto__: { admin: true }, later: 1 };
    assert.deepEqual(parse({ ...full[name], ...extra }), parse(full[name]));
  });
}

/** What a round trip may change: return addresses become canonical. */
function canonical(body: Json): Json {
  const returnTo = (body as { returnTo?: string }).returnTo;
  return returnTo === undefined ? body : withPart(body, ['returnTo'], encodeURI(returnTo));
}

/** The same with levels in one order: theirs means nothing. */
function sorted(body: Json): Json {
  const levels = (body as { levels?: string[] }).levels;
  return levels ? withPart(body, ['levels'], [...levels].sort()) : body;
}

test('a state of a newer backend is no error: there is no snapshot to show yet', () => {
  assert.equal(parseSnapshot({ ...looked, state: 'under-review' }), undefined);
  assert.equal(parseSnapshot({ state: 'constructor' }), undefined);
  assert.equal(fieldOf(parseSnapshot, { ...looked, state: '' }), 'state');
  assert.equal(fieldOf(parseSnapshot, { ...looked, state: 'x'.repeat(65) }), 'state');
});

test('an attempt that begins in an unknown state cannot be used', () => {
  assert.equal(fieldOf(parseCreated, { ...made, state: 'under-review' }), 'state');
});

test('levels of a newer backend are ignored, and malformed ones refused', () => {
  const levels = (value: unknown): unknown => parseCreated({ ...made, levels: value }).levels;
  assert.deepEqual(levels(['core', 'passkey', 'stream']), ['core', 'passkey', 'stream']);
  assert.deepEqual(levels([]), []);
  for (const lie of [[7], ['core', null], ['Core'], [''], [['core']], 'core', { 0: 'core' }]) {
    assert.equal(fieldOf(parseCreated, { ...made, levels: lie }), 'levels');
  }
  assert.equal(fieldOf(parseCreated, { ...made, levels: Array(51).fill('core') }), 'levels');
});

test('another version of the protocol is refused', () => {
  for (const protocol of [0, 2, '1', null, undefined]) {
    assert.equal(fieldOf(parseCreated, { ...made, protocol }), 'protocol');
  }
});

test('chain values have exactly their 43 characters', () => {
  const bad = ['', 'a'.repeat(42), 'a'.repeat(44), `${chainValue}\n`, `${chainValue.slice(1)}=`];
  for (const value of [...bad, `${chainValue.slice(1)}+`, `${chainValue.slice(1)}é`]) {
    assert.equal(fieldOf(parseCreateRequest, { ...wanted, challenge: value }), 'challenge');
    assert.equal(fieldOf(parseRedeemRequest, { verifier: value }), 'verifier');
  }
});

test('an id is between 22 and 64 characters that may stand in a path', () => {
  for (const id of ['a'.repeat(22), 'A-z_0'.repeat(12)]) {
    assert.equal(parseCreated({ ...made, id }).id, id);
  }
  for (const id of ['a'.repeat(21), 'a'.repeat(65), '../'.repeat(10), 'a'.repeat(30) + '?']) {
    assert.equal(fieldOf(parseCreated, { ...made, id }), 'id');
  }
});

test('numbers stay within their bounds', () => {
  const bounds = { rev: Number.MAX_SAFE_INTEGER, expiresIn: 86_400, interval: 3600 } as const;
  for (const [field, max] of Object.entries(bounds)) {
    for (const value of [0, max]) parseSnapshot({ ...looked, [field]: value });
    for (const value of [-1, max + 1, Number.NaN, Infinity, `${max}`]) {
      assert.equal(fieldOf(parseSnapshot, { ...looked, [field]: value }), field);
    }
  }
  assert.equal(fieldOf(parseSnapshot, { ...looked, rev: 1.5 }), 'rev');
});

test('names are up to 200 characters, however many bytes each has', () => {
  const named = (name: string): unknown => ({ ...signedIn, account: { name } });
  for (const name of ['a', '😀'.repeat(200), '\u202e', '<b>']) parseAuthenticated(named(name));
  for (const name of ['', 'a'.repeat(201), '😀'.repeat(201), 'a'.repeat(10_000)]) {
    assert.equal(fieldOf(parseAuthenticated, named(name)), 'name');
  }
});

test('an address in a code or an image is http, https or a path, and nothing that runs', () => {
  const shown = (url: unknown): unknown => parseCreated({ ...made, present: { type: 'qr', url } });
  const good = ['https://a.example/', '/a.png', `https://${'a'.repeat(1000)}`];
  for (const url of good) assert.deepEqual((shown(url) as typeof made).present.url, url);
  const scripts = ['javascript:alert(1)', 'data:text/html,a', 'JAVASCRIPT:1', 'blob:https://a/'];
  const hosts = ['//evil.example', '/\\evil.example', 'weixin://a', 'evil.example', ''];
  const odd = [
    'https://a b',
    'https://a\n',
    ' https://a',
    'https://订',
    `https://${'a'.repeat(1001)}`,
  ];
  for (const url of [...scripts, ...hosts, ...odd]) {
    assert.equal(
      fieldOf(() => shown(url), undefined),
      'url',
      url,
    );
  }
});

test('digits are digits, four to ten of them', () => {
  const asked = (code: unknown): unknown => ({ ...looked, confirm: { mode: 'code', code } });
  for (const code of ['0000', '0402913', '1234567890']) parseSnapshot(asked(code));
  for (const code of ['123', '12345678901', '12 34', '４０２９', '1234\n', 1234, undefined]) {
    assert.equal(fieldOf(parseSnapshot, asked(code)), 'code');
  }
});

test('a message code may come with a link, an image, both or neither', () => {
  const shown = (present: object): unknown =>
    parseCreated({ ...made, present: { type: 'message', code: '402913', ...present } }).present;
  const both = { url: 'https://a.example/', image: '/qr.jpg' };
  for (const present of [{}, both, { url: both.url }, { image: both.image }]) {
    assert.deepEqual(shown(present), { type: 'message', code: '402913', ...present });
  }
});

test('a list of official accounts is bounded, and each of them is read', () => {
  const { officialAccount } = made;
  const listed = (officialAccounts: unknown): unknown =>
    parseCreated({ ...made, officialAccounts });
  const many = Array.from({ length: 50 }, () => officialAccount);
  assert.deepEqual((listed(many) as { officialAccounts: unknown }).officialAccounts, many);
  assert.equal(fieldOf(listed, [...many, officialAccount]), 'officialAccounts');
  assert.equal(fieldOf(listed, [officialAccount, 7]), 'officialAccounts');
  assert.equal(fieldOf(listed, [officialAccount, { ...officialAccount, key: 'A' }]), 'key');
});

test('a return address that could lead elsewhere is refused in both directions', () => {
  for (const returnTo of ['//evil.example', 'https://evil.example/', '/.//evil.example', '']) {
    assert.equal(fieldOf(parseCreateRequest, { ...wanted, returnTo }), 'returnTo');
    assert.equal(fieldOf(parseAuthenticated, { ...signedIn, returnTo }), 'returnTo');
  }
});

test('every return address that create accepts can be read back at redeem', () => {
  const path = fc.string({ unit: 'binary', maxLength: 1000 }).map((rest) => `/${rest}`);
  fc.assert(
    fc.property(path, (returnTo) => {
      try {
        parseCreateRequest({ ...wanted, returnTo });
      } catch {
        return;
      }
      const created = parseCreateRequest({ ...wanted, returnTo }).returnTo;
      assert.equal(parseAuthenticated({ ...signedIn, returnTo: created }).returnTo, created);
    }),
    { numRuns: 500 },
  );
});

test('the code of an error body is read where there is one, and nothing throws where there is none', () => {
  assert.equal(parseProblemCode({ code: 'rate_limited' }), 'rate_limited');
  const unknown = ['a_newer_one', 'unreachable', 'toString', '__proto__', 'a'.repeat(65)];
  for (const code of [...unknown, '', 'Gone', 'gone\n', '<b>', 7, null]) {
    assert.equal(parseProblemCode({ code }), undefined);
  }
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      const code = parseProblemCode(body);
      assert.ok(code === undefined || isProblemCode(code));
    }),
  );
  for (const body of [undefined, null, 'code', 7, []])
    assert.equal(parseProblemCode(body), undefined);
});

const prompted = (...options: Json[]): Json => ({ ...asked, options });
const withFields = (...fields: Json[]): Json => prompted({ ...byEmail, fields });

test('options and forms of a newer backend are ignored', () => {
  const later = { action: 'recover', by: 'post' };
  const drawn = { ...byEmail, method: 'sketch', fields: [{ ...emailField, type: 'drawing' }] };
  assert.deepEqual(parseBinding(prompted(later, byEmail, drawn)).options, [byEmail]);
  const creation = { action: 'create', fields: [{ ...emailField, type: 'drawing' }] };
  assert.deepEqual(parseBinding(prompted(creation, byEmail)).options, [byEmail]);
});

test('an answer that leaves no option is a result that this page cannot carry out', () => {
  for (const body of [prompted(), prompted({ action: 'recover' })]) {
    assert.equal(fieldOf(parseBinding, body), 'result');
  }
});

test('a form is bounded: 12 options, 8 fields, one code, names that differ', () => {
  const methods = (count: number): Json[] =>
    Array.from({ length: count }, (_, index) => ({ ...byEmail, method: `method-${index}` }));
  assert.equal(parseBinding(prompted(...methods(12))).options.length, 12);
  assert.equal(fieldOf(parseBinding, prompted(...methods(13))), 'options');
  const fields = (count: number): Json[] =>
    Array.from({ length: count }, (_, index) => ({ ...emailField, name: `field-${index}` }));
  parseBinding(withFields(...fields(8)));
  parseBinding(withFields());
  assert.equal(fieldOf(parseBinding, withFields(...fields(9))), 'fields');
  assert.equal(fieldOf(parseBinding, withFields(emailField, emailField)), 'name');
  const codes = [sentField, { ...sentField, name: 'other' }];
  assert.equal(fieldOf(parseBinding, withFields(...codes)), 'type');
  assert.equal(fieldOf(parseBinding, prompted(byEmail, byEmail)), 'options');
  const creation = { action: 'create' };
  assert.equal(fieldOf(parseBinding, prompted(creation, creation)), 'options');
});

test('every part of a field is looked at', () => {
  const odd: Record<string, readonly Json[]> = {
    name: ['', 'a b', 'a'.repeat(33), 'chatCode', '__proto__', 'né', 7],
    label: ['', 'a'.repeat(201), 7],
    hint: ['', 'a'.repeat(201), null],
    type: ['', 'Text', 7, null],
    autocomplete: ['', 'a'.repeat(101), 'one\ntime', 7],
    required: ['true', 1, null],
    pattern: ['', 'a'.repeat(201), 7],
  };
  for (const [part, values] of Object.entries(odd)) {
    for (const value of values) {
      const body = withFields({ ...emailField, [part]: value });
      assert.equal(fieldOf(parseBinding, body), part, JSON.stringify(value));
    }
  }
  const whole = { ...emailField, hint: 'h', autocomplete: 'email', pattern: '.+@.+' };
  assert.deepEqual(parseBinding(withFields(whole)).options[0]?.fields, [whole]);
});

test('a selection has accounts to choose from, each with its own choice value', () => {
  const choices = (...accounts: Json[]): Json => ({ result: 'select', accounts });
  const one = { choice: 'one', name: 'Lin' };
  for (const body of [choices(), choices(one, one)]) {
    assert.equal(fieldOf(parseBindResult, body), 'accounts');
  }
  assert.equal(fieldOf(parseBindResult, choices({ ...one, choice: 'a b' })), 'choice');
  assert.equal(fieldOf(parseBindResult, choices({ ...one, avatar: 'javascript:1' })), 'avatar');
});

test('a redeem reads no prompts, and a bind no second form', () => {
  assert.equal(fieldOf(parseAuthenticated, full.Binding), 'result');
  assert.equal(fieldOf(parseBindResult, full.Binding), 'result');
  assert.deepEqual(parseBindResult(signedIn), signedIn);
});

test('an identity can be named in a path, and its day exists', () => {
  const parse = parseIdentityList;
  const listed = (part: object): Json => ({
    identities: [{ id: '7', linkedAt: '2026-02-14T08:30:00Z', ...part }],
  });
  for (const id of ['..', '.', '', 'a b', 'a'.repeat(201), 'né']) {
    assert.equal(fieldOf(parse, listed({ id })), 'id');
  }
  for (const linkedAt of ['2026-02-14', '2026-13-14T08:30:00Z', '2026-02-14T08:30:00+08:00', 7]) {
    assert.equal(fieldOf(parse, listed({ linkedAt })), 'linkedAt');
  }
  assert.equal(fieldOf(parse, { identities: Array(51).fill(full.IdentityList) }), 'identities');
});

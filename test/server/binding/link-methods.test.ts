import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  normalizeEmail,
  normalizeIdentifier,
  normalizePhone,
} from '../../../src/server/base/contacts.js';
import {
  emailCodeMethod,
  passwordMethod,
  phoneCodeMethod,
} from '../../../src/server/binding/link-methods.js';
import type { LinkMethod } from '../../../src/server/binding/link-method.js';
import type { HostAccount } from '../../../src/server/host/host.js';
import { localize } from '../../../src/server/base/localized-text.js';

const lin: HostAccount = { id: '1', name: '林溪' };

/** The three methods, and the arguments that the application's functions got. */
function methods() {
  const asked: string[][] = [];
  const find = (target: string): Promise<readonly HostAccount[]> => {
    asked.push([target]);
    return Promise.resolve([lin]);
  };
  const send = (target: string, code: string): Promise<void> => {
    asked.push([target, code]);
    return Promise.resolve();
  };
  const check = (identifier: string, password: string): Promise<readonly HostAccount[]> => {
    asked.push([identifier, password]);
    return Promise.resolve([lin]);
  };
  return {
    asked,
    password: passwordMethod({ check }),
    email: emailCodeMethod({ find, send }),
    phone: phoneCodeMethod({ find, send }),
  };
}

const { password, email, phone } = methods();

test('each method has the fields that browsers and password managers can fill', () => {
  const summaries = [password, email, phone].map(({ method, fields }) => [
    method,
    ...fields.map(({ name, type, autocomplete }) => `${name} ${type} ${autocomplete}`),
  ]);
  assert.deepEqual(summaries, [
    ['password', 'username text username', 'password password current-password'],
    ['email-code', 'email email email', 'code code one-time-code'],
    ['phone-code', 'phone tel tel', 'code code one-time-code'],
  ]);
});

for (const method of [password, email, phone]) {
  test(`every text of ${method.method} exists in English and in both Chinese scripts`, () => {
    const all = [
      method.label,
      ...method.fields.flatMap(({ label, hint = label }) => [label, hint]),
    ];
    for (const words of all) {
      const [english, simplified, traditional] = ['en', 'zh-Hans', 'zh-Hant'].map((lang) => {
        assert.ok(typeof words === 'object' && words[lang], lang);
        return localize(words, lang);
      });
      assert.match(english ?? '', /^[A-Z][ -~]+$/);
      assert.match(simplified ?? '', /\p{Script=Han}/u);
      assert.match(traditional ?? '', /\p{Script=Han}/u);
    }
  });
}

test('a password is checked with the name as it was typed, and is not changed', async () => {
  const { asked, password } = methods();
  assert.deepEqual(await password.accounts({ username: ' Lin ', password: ' Geheim  ' }), [lin]);
  assert.deepEqual(asked, [['Lin', ' Geheim  ']]);
});

test('an application can change the field for the name, and the rest stays', async () => {
  const asked: string[] = [];
  const method = passwordMethod({
    check: (identifier) => {
      asked.push(identifier);
      return Promise.resolve([]);
    },
    identifierField: { name: 'card', label: 'Customer number', pattern: '[0-9]{8}' },
  });
  assert.deepEqual(method.fields[0], {
    name: 'card',
    label: 'Customer number',
    type: 'text',
    autocomplete: 'username',
    pattern: '[0-9]{8}',
  });
  await method.accounts({ card: '12345678', password: 'x' });
  assert.deepEqual(asked, ['12345678']);
  assert.equal(method.target({ card: '12345678', password: 'x' }), '12345678');
});

test('an account is found by the same address that codes are sent to and limits count by', async () => {
  const { asked, email, phone } = methods();
  await email.accounts({ email: ' Lin@Example.COM ', code: '402913' });
  await phone.accounts({ phone: '138 0013 8000', code: '402913' });
  assert.deepEqual(asked, [['lin@example.com'], ['+8613800138000']]);
  assert.equal(email.target({ email: ' Lin@Example.COM ' }), 'lin@example.com');
  assert.equal(phone.target({ phone: '138 0013 8000' }), '+8613800138000');
  await email.send('lin@example.com', '402913', { site: 'login.example' });
  assert.deepEqual(asked.at(-1), ['lin@example.com', '402913']);
});

test('missing fields match no account and are no error', () => {
  for (const method of [password, email, phone]) assert.equal(method.target({}), '');
});

const sameNumber: readonly (readonly [normalized: string, ...written: string[]])[] = [
  [
    '+8613800138000',
    ...['13800138000', '138 0013 8000', '138-0013-8000', '+86 138 0013 8000', '+8613800138000'],
    ...['008613800138000', '0086 138-0013-8000', '86 13800138000', '(+86) 138 0013 8000'],
    ...['138\u200b00138000', '138–0013–8000'],
    ...['１３８００１３８０００', '＋８６ １３８００１３８０００', ' 13800138000\n'],
  ],
  ['+4915112345678', '+49 151 12345678', '0049 151 12345678', '+49 (0)151 12345678'],
  // A North American number that looks like one of mainland China.
  ['+13912345678', '+1 391 234 5678', '+1 (391) 234-5678', '001 391 234 5678'],
  ['+85251234567', '+852 5123 4567', '00852 51234567'],
];

test('a phone number is one target, however it is written', () => {
  for (const [normalized, ...written] of sameNumber) {
    for (const text of written) {
      assert.equal(normalizePhone(text), normalized, text);
      assert.equal(normalizeIdentifier(text), normalized, text);
    }
  }
});

test('an e-mail address is one target, however it is written', () => {
  for (const text of [
    'lin@example.com',
    ' LIN@example.com',
    'Lin@EXAMPLE.com\t',
    'ｌｉｎ＠example.com',
  ]) {
    assert.equal(normalizeEmail(text), 'lin@example.com', text);
    assert.equal(normalizeIdentifier(text), 'lin@example.com', text);
  }
  assert.notEqual(normalizeEmail('lin+wechat@example.com'), normalizeEmail('lin@example.com'));
  assert.notEqual(normalizeEmail('l.in@example.com'), normalizeEmail('lin@example.com'));
});

test('guesses at one user name count together, whatever spaces and invisible characters it has', () => {
  for (const text of ['Lin Xi', 'linxi', 'lin\u200bxi', 'LIN\u00a0XI', ' ｌｉｎｘｉ\u00ad']) {
    assert.equal(normalizeIdentifier(text), 'linxi', JSON.stringify(text));
  }
});

test('normalizing a target again does not change it', () => {
  const near = fc.string({ unit: fc.constantFrom(...Array.from('0０86+＋-() aİﬀ@．\u200b')) });
  for (const normalise of [normalizeEmail, normalizePhone, normalizeIdentifier]) {
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary', maxLength: 40 })), (text) => {
        assert.equal(normalise(normalise(text)), normalise(text));
      }),
      { numRuns: 1000 },
    );
  }
});

const valid: readonly (readonly [LinkMethod, ...written: string[]])[] = [
  [email, 'lin@example.com', ' Lin@shop.example ', "o'neil+x@a-b.example"],
  [
    phone,
    ...sameNumber.flatMap(([, ...written]) => written).filter((text) => /^[!-~\s]+$/.test(text)),
  ],
];
const malformed: readonly (readonly [LinkMethod, ...written: string[]])[] = [
  [email, 'lin', 'lin@', '@example.com', 'lin@example', 'lin@@example.com', 'a b@example.com'],
  [email, 'lin@example.com, mei@example.com', 'lin@example.com mei@example.com'],
  [phone, '', '12345', '12800138000', '1380013800', '138001380000', 'call me', '5551234567'],
  [phone, '+', '+86', '+0123456789', '+123456', '+1234567890123456', '13800138000,13900139000'],
  [phone, '+86 138 0013 8000 13900139000', '1'.repeat(200), '+4'.padEnd(200, '(')],
];

/** Whether the pattern accepts the text, in current browsers (flag `v`) and in older ones (`u`). */
function matches({ fields: [field] }: LinkMethod, text: string): boolean {
  const [v, u] = ['v', 'u'].map((flag) => new RegExp(`^(?:${field?.pattern})$`, flag).test(text));
  assert.equal(v, u, text);
  return v === true;
}

for (const [method, ...written] of valid) {
  test(`the pattern of ${method.method} accepts what people write`, () => {
    assert.ok(written.length > 2);
    for (const text of written) assert.ok(matches(method, text), JSON.stringify(text));
  });
}

for (const [method, ...written] of malformed) {
  test(`the pattern of ${method.method} refuses ${JSON.stringify(written[0])} and the like`, () => {
    for (const text of written) assert.ok(!matches(method, text), JSON.stringify(text));
  });
}

test('every phone number that the pattern accepts becomes a target with a country code', () => {
  const written = fc.string({
    unit: fc.constantFrom(...Array.from('0123456789+-.() 86')),
    maxLength: 24,
  });
  const number = fc.oneof(
    written,
    written.map((text) => `+${text}`),
    written.map((text) => `1${text}`),
  );
  let seen = 0;
  fc.assert(
    fc.property(number, (text) => {
      if (!matches(phone, text)) return;
      seen++;
      assert.match(normalizePhone(text), /^\+[1-9][0-9]{6,14}$/, text);
    }),
    { numRuns: 3000 },
  );
  assert.ok(seen > 20, String(seen));
});

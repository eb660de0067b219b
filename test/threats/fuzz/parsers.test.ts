/**
 * Every function that reads a text from outside: whatever the text, it returns, or throws the one error
 * that it documents, in a time that grows with the length only. A new parser gets a row in the table.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanName, parseIdentifier, parseSignInName } from '../../../src/accounts/checks.js';
import { createCookieSessions } from '../../../src/accounts/index.js';
import { createEventParser } from '../../../src/client/http/transport/event-stream.js';
import { retryAfterMs } from '../../../src/client/http/retry-after.js';
import { MockScriptError, parseScript } from '../../../src/mock/script.js';
import { piecesOf } from '../../../src/phone/mail/message-text.js';
import { WechatMpLoginError } from '../../../src/protocol/errors.js';
import { clip, initialOf } from '../../../src/protocol/graphemes.js';
import { readLanguageTag } from '../../../src/protocol/language-tag.js';
import { parseAuthenticated } from '../../../src/protocol/parse/authenticated.js';
import { parseCreated } from '../../../src/protocol/parse/created.js';
import { parseBinding, parseBindResult } from '../../../src/protocol/parse/binding.js';
import { parseIdentityList } from '../../../src/protocol/parse/identities.js';
import { parseProblemCode } from '../../../src/protocol/parse/problem.js';
import { ShapeError } from '../../../src/protocol/parse/read.js';
import { parseBindRequest, parseCreateRequest } from '../../../src/protocol/parse/requests.js';
import { safeReturnTo } from '../../../src/protocol/return-to.js';
import { readTyped } from '../../../src/protocol/typed-values.js';
import { normalizeIdentifier, normalizePhone } from '../../../src/server/base/contacts.js';
import { cookieNames, readCookie } from '../../../src/server/base/cookies.js';
import { readableHost } from '../../../src/server/base/domain-name.js';
import { addressGroup, isPrivateAddress } from '../../../src/server/base/limits/address-group.js';
import { createDeviceCookies } from '../../../src/server/base/secrets/device-cookie.js';
import { createSeal } from '../../../src/server/base/secrets/seal.js';
import { readDigits, readFields } from '../../../src/server/binding/fields.js';
import { restoreXml } from '../../../src/server/frameworks/restore-xml.js';
import { createAttemptCookies } from '../../../src/server/http/attempt-cookie.js';
import { createPathReader } from '../../../src/server/http/paths.js';
import { decodeTicket } from '../../../src/wechat/ticket.js';
import { WechatConfigurationError } from '../../../src/wechat/configuration.js';
import { createCrypt, CryptError, readEncodingAesKey } from '../../../src/wechat/push/crypt.js';
import { decryptReply } from '../../../src/wechat/push/encrypt-reply.js';
import { parsePush, PushError } from '../../../src/wechat/push/parse-push.js';
import { readReply } from '../../../src/wechat/push/read-reply.js';
import {
  EnvelopeError,
  openEnvelope,
  verifyHandshake,
} from '../../../src/wechat/push/verify-push.js';
import { readFlatXml, withoutProlog, XmlError } from '../../../src/wechat/push/xml.js';
import { settings } from '../../support/server/harness.js';
import { assertLinear } from '../../support/linear-time.js';

type ErrorClass = new (...args: never[]) => Error;
type Parser = readonly [read: (text: string) => unknown, mayThrow?: ErrorClass];

const crypt = await createCrypt(settings);
const { token } = settings;
const environment = { now: () => 0, randomToken: () => 'A'.repeat(43) };
const attemptCookies = createAttemptCookies(true);
const attemptCookie = `__Host-wml-${'a'.repeat(22)}`;
const deviceCookies = createDeviceCookies(environment, [settings.appSecret], true);
const sessions = createCookieSessions({ secure: true });
const pathOf = createPathReader('/a/b', ['/wechat/default', '/wechat/second']);
const seal = createSeal('secret', 'label', environment.randomToken);
const replyContext = { mode: 'plain', token, crypt: undefined } as const;
const challenge = 'c'.repeat(43);
const form = [
  { name: 'email', label: 'E-mail', type: 'email', required: true },
  { name: 'note', label: 'Note', type: 'text', required: true, pattern: '.+' },
] as const;
const snapshot = { state: 'pending', rev: 1, expiresIn: 1, interval: 2 };
const officialAccount = { key: 'default', name: 'Example', kind: 'service' };

const query = (text: string): URLSearchParams =>
  new URLSearchParams(text.includes('=') ? text : { timestamp: '1', nonce: text, signature: text });

const parsers: Readonly<Record<string, Parser>> = {
  // What WeChat sends, or somebody in its name.
  readFlatXml: [(text) => readFlatXml(withoutProlog(text)), XmlError],
  'a field of readFlatXml': [(text) => readFlatXml(`<xml><A>${text}</A></xml>`), XmlError],
  parsePush: [parsePush, PushError],
  'a field of parsePush': [(text) => parsePush(pushWith(text)), PushError],
  decrypt: [(text) => crypt.decrypt(text), CryptError],
  readEncodingAesKey: [readEncodingAesKey, WechatConfigurationError],
  openEnvelope: [
    (body) =>
      openEnvelope({ query: new URLSearchParams(), body, token, crypt, mode: 'safe', nowS: 1 }),
    EnvelopeError,
  ],
  'the query of openEnvelope': [
    (text) => openEnvelope({ query: query(text), body: '', token, crypt, mode: 'safe', nowS: 1 }),
    EnvelopeError,
  ],
  verifyHandshake: [(text) => verifyHandshake({ query: query(text), token })],
  decryptReply: [(text) => decryptReply(text, { token, crypt }), EnvelopeError],
  restoreXml: [(text) => restoreXml({ MsgType: text, A: [text], [text]: { [text]: text } })],
  decodeTicket: [decodeTicket],
  // What the application's server answers.
  'readReply, strict': [(text) => readReply(text, { ...replyContext, ...strict })],
  'readReply, lenient': [(text) => readReply(text, { ...replyContext, ...lenient })],
  // What a browser sends.
  parseCreateRequest: [(text) => parseCreateRequest(create(text)), ShapeError],
  'appData of a create': [
    (text) => parseCreateRequest({ ...create('/'), appData: text }),
    ShapeError,
  ],
  'lang of a create': [(text) => parseCreateRequest({ ...create('/'), lang: text }), ShapeError],
  'a name of a bind': [
    (text) => parseBindRequest({ verifier: challenge, action: 'link', fields: { [text]: text } }),
    ShapeError,
  ],
  'chatCode of a bind': [
    (text) => parseBindRequest({ verifier: challenge, action: 'link', chatCode: text }),
    ShapeError,
  ],
  readFields: [(text) => readFields(form, { email: text, note: text }), WechatMpLoginError],
  readDigits: [(text) => readDigits(text, 'chatCode'), WechatMpLoginError],
  normalizeIdentifier: [normalizeIdentifier],
  normalizePhone: [normalizePhone],
  'readTyped text': [(text) => readTyped('text', text)],
  'readTyped email': [(text) => readTyped('email', text)],
  'readTyped tel': [(text) => readTyped('tel', text)],
  'readTyped code': [(text) => readTyped('code', text)],
  cleanName: [cleanName],
  parseIdentifier: [(text) => parseIdentifier('email', text)],
  parseSignInName: [parseSignInName],
  readCookie: [(text) => readCookie(text, 'name')],
  cookieNames: [cookieNames],
  'cookies of attempts': [(text) => [attemptCookies.ids(text), attemptCookies.read(text, 'a')]],
  'the value of an attempt’s cookie': [(text) => attemptCookies.ids(`${attemptCookie}=${text}`)],
  'the cookie of a browser': [(text) => deviceCookies.read(text)],
  'the value of a browser’s cookie': [(text) => deviceCookies.read(`__Host-wml-device=${text}`)],
  'cookies of sessions': [(text) => sessions.read(text)],
  'the path of a request': [(text) => pathOf(new URL(`http://localhost/a/b/${text}`))],
  addressGroup: [addressGroup],
  isPrivateAddress: [isPrivateAddress],
  // What the store keeps, and what pages and the clock of a server say.
  'a sealed text': [(text) => seal.open(text)],
  'the bytes of a sealed text': [(text) => seal.open(`salt.${text}`)],
  readableHost: [readableHost],
  // What a backend answers to a page.
  createEventParser: [(text) => createEventParser()(text), WechatMpLoginError],
  'a stream, byte by byte': [(text) => Array.from(text, createEventParser()), WechatMpLoginError],
  retryAfterMs: [(text) => retryAfterMs(text, 0)],
  parseProblemCode: [(text) => parseProblemCode({ code: text })],
  parseCreated: [(text) => parseCreated(created(text)), ShapeError],
  parseAuthenticated: [
    (text) =>
      parseAuthenticated({
        result: 'authenticated',
        isNew: true,
        account: { name: text },
        code: text,
      }),
    ShapeError,
  ],
  parseBinding: [(text) => parseBinding(binding(text)), ShapeError],
  parseBindResult: [
    (text) => parseBindResult({ result: 'select', accounts: [{ choice: text, name: 'A' }] }),
    ShapeError,
  ],
  parseIdentityList: [
    (text) => parseIdentityList({ identities: [{ id: 'a', linkedAt: text }] }),
    ShapeError,
  ],
  safeReturnTo: [safeReturnTo],
  readLanguageTag: [readLanguageTag],
  clip: [clip],
  initialOf: [initialOf],
  // What developers and simulated people write.
  parseScript: [parseScript, MockScriptError],
  piecesOf: [piecesOf],
};

const strict = { openid: undefined, originalId: undefined, acceptsUnclearReplies: false };
const lenient = { ...strict, acceptsUnclearReplies: true };

function pushWith(content: string): string {
  const fields = [
    ...['ToUserName', 'FromUserName', 'EventKey', 'Ticket', 'Event', 'Content'],
    ...['MsgId', 'Status', 'ScanCodeInfo'],
  ].map((name) => `<${name}><![CDATA[${content}]]></${name}>`);
  return `<xml><MsgType>event</MsgType><CreateTime>1</CreateTime>${fields.join('')}</xml>`;
}

function create(returnTo: string): object {
  return { challenge, purpose: 'login', method: 'scan', returnTo };
}

function created(text: string): object {
  const present = { type: 'qr', url: text };
  return {
    ...snapshot,
    protocol: 1,
    levels: ['core'],
    id: 'i'.repeat(22),
    officialAccount,
    present,
  };
}

function binding(text: string): object {
  const field = { name: text, label: text, type: 'text', required: true, autocomplete: text };
  const options = [{ action: 'link', method: 'password', label: text, fields: [field] }];
  return { result: 'binding', chatCode: true, expiresIn: 1, options };
}

/** Pieces that mean something to one of the parsers, and characters that are read in a way of their own. */
const pieces = [
  ...[
    ' ',
    '\t',
    '\n',
    '\r',
    '\0',
    '\u00a0',
    '\u200b',
    '\u200d',
    '\u202e',
    '\ufeff',
    '\u0301',
    '\ud800',
  ],
  ...[
    '<',
    '>',
    '&',
    '&lt;',
    '&#1;',
    '&#x41',
    '<![CDATA[',
    ']]>',
    ']',
    '<!--',
    '-->',
    '<?xml ',
    '?>',
  ],
  ...['<xml>', '<A>', '</A>', '<A/>', '<a href="', '<a href="weixin://bizmsgmenu">', '</a>'],
  ...[
    '/',
    '//',
    '\\',
    '/a/b',
    '.',
    '..',
    '%',
    '%2f',
    '%zz',
    '?',
    '#',
    '[',
    ':',
    '::',
    '@',
    '{',
    '}',
  ],
  ...['0', '1', '１', '١', '0.', '-', '–', '+', '(0)', '( ', '00', 'Z', 'T', ' GMT'],
  ...[';', '=', ',', '"', "'", '__Host-wml-', `${attemptCookie}=`, '. ', 'A', 'x', '_', '=='],
  ...[
    'ﬀ',
    'İ',
    'ß',
    '。',
    '好',
    '😀',
    '🇨🇳',
    '👩\u200d🚀',
    'xn--',
    'xn--9',
    'zh-',
    'data:',
    'event:x\n',
  ],
  ...['ready', 'ready:1s,', 'qrscene_', 'wml-', '__proto__', 'constructor', '[object Object]'],
];

const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((all) => all.join(''));
const texts = fc.oneof(soup, fc.string({ unit: 'binary' }), fc.string());

for (const [name, [read, mayThrow]] of Object.entries(parsers)) {
  test(`${name} reads any text, or refuses it with the error that it documents`, async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        try {
          await read(text);
        } catch (error) {
          assert.ok(mayThrow && error instanceof mayThrow, String(error));
        }
      }),
      { numRuns: 50 },
    );
  });
}

/** These took quadratic time once. */
const found: Readonly<Record<string, (length: number) => string>> = {
  'spaces inside a name, which are not at its end': (length) => `x${' '.repeat(length)}x`,
  'an address in brackets in brackets': (length) => '['.repeat(length / 2) + ']'.repeat(length / 2),
  'sections of a reply that never end': (length) => '<![CDATA['.repeat(length / 9),
};

/** Texts in which a piece is repeated to the end, or up to a last character that spoils it all. */
const shapes: readonly ((length: number) => string)[] = [
  ...pieces.map((piece) => (length: number) => piece.repeat(Math.ceil(length / piece.length))),
  ...[' ', '\u200b', '1', 'A', '(', '&', ']', '.', '\u0301'].flatMap((piece) => [
    (length: number) => `x${piece.repeat(length)}x`,
    (length: number) => `${piece.repeat(length)}!`,
  ]),
  ...Object.values(found),
  (length) => '<A>'.repeat(length / 7) + '</A>'.repeat(length / 7),
  (length) => `xn--${'9'.repeat(length)}`,
  (length) => '123 456 '.repeat(length / 8),
];

/** They segment up to 4000 characters, or take one at a time: a few shapes say enough. */
const slow = new Set(['clip', 'initialOf', 'cleanName', 'a stream, byte by byte']);

for (const [name, [read]] of Object.entries(parsers)) {
  test(`${name} takes a time that grows with the length only`, async () => {
    const readOrRefuse = async (text: string): Promise<void> => {
      try {
        await read(text);
      } catch {
        // Which error it may be has a test of its own.
      }
    };
    const tried = slow.has(name) ? shapes.filter((_, index) => index % 24 === 0) : shapes;
    for (const shape of tried) await assertLinear(name, readOrRefuse, shape);
  });
}

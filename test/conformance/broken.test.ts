/** Each backend that is broken on purpose, by a small change to the reference, is caught by its case. */
import type { ExchangedSession, Sessions } from '../../src/server/index.js';
import { testBroken, type BrokenBackend } from '../support/conformance/broken.js';
import {
  digitsApprove,
  twoAttemptsLive,
  unconfirmedMayLink,
} from '../support/conformance/patches.js';

const inCore: readonly BrokenBackend[] = [
  {
    what: 'an attempt can be read without its key',
    caughtBy: 'watch-without-key',
    patches: [
      {
        file: 'server/attempts/attempts.ts',
        from: 'const hasKey = equal',
        to: "const hasKey = 'key' in proof || equal",
      },
    ],
  },
  {
    what: 'what the QR code holds serves as the secret of the page',
    caughtBy: 'qr-code-holds-no-secret',
    patches: [
      {
        file: 'server/attempts/attempts.ts',
        from: 'if (attempt && hasKey && hasCookie)',
        to: "const isScene = 'secret' in proof && proof.secret === attempt?.scene;\n  if (attempt && hasKey && (hasCookie || isScene))",
      },
    ],
  },
  {
    what: 'the page chooses the scene',
    caughtBy: 'client-chosen-values',
    patches: [
      {
        file: 'server/endpoints/create/create.ts',
        from: 'readRequest(backend, await call.readJson());',
        to: 'readRequest(backend, Object.assign(chosen, await call.readJson()));',
      },
      {
        file: 'server/endpoints/create/create.ts',
        from: 'const { caller } = call;',
        to: 'const { caller } = call;\n  const chosen: { scene?: string } = {};',
      },
      {
        file: 'server/endpoints/create/create.ts',
        from: '...{ challenge, purpose,',
        to: '...(chosen.scene ? { scene: chosen.scene } : {}),\n    ...{ challenge, purpose,',
      },
    ],
  },
  {
    what: 'a redeem needs no cookie',
    caughtBy: 'redeem-without-cookie',
    patches: [
      {
        file: 'server/attempts/attempts.ts',
        from: 'attempt && hasKey && hasCookie',
        to: 'attempt && hasKey',
      },
    ],
  },
  {
    what: 'a second person takes over a QR code that was scanned',
    caughtBy: 'push-second-person',
    patches: [
      {
        file: 'server/attempts/transition/chat-events.ts',
        from: 'if (attempt.identity) return isOf(',
        to: "if (attempt.identity && attempt.state !== 'approved') return isOf(",
      },
      {
        file: 'server/endpoints/push/chat/scan.ts',
        from: 'if (found.identity || isOver)',
        to: 'if (isOver)',
      },
    ],
  },
  {
    what: 'a one-time code is exchanged twice',
    caughtBy: 'code-is-exchanged-once',
    reference: {
      sessionCodes: true,
      change({ sessions, ...others }) {
        const exchanged = new Map<string, ExchangedSession>();
        const exchange: Sessions['exchange'] = async (code, secret) => {
          const taken = (await sessions.exchange?.(code, secret)) ?? exchanged.get(code);
          if (taken) exchanged.set(code, taken);
          return taken;
        };
        return { ...others, sessions: { ...sessions, exchange } };
      },
    },
  },
  {
    what: 'a push without signatures is accepted',
    caughtBy: 'push-unsigned',
    patches: [
      {
        file: 'wechat/push/verify-push.ts',
        from: "if (!equalConstantTime(expected, single(query, 'signature'))) {\n    throw",
        to: "if (query.has('signature') && !equalConstantTime(expected, single(query, 'signature'))) {\n    throw",
      },
      {
        file: 'wechat/push/verify-push.ts',
        from: 'if (!equalConstantTime(expectedMessage,',
        to: "if (query.has('signature') && !equalConstantTime(expectedMessage,",
      },
    ],
  },
  {
    what: 'a push without encryption is accepted in safe mode',
    caughtBy: 'push-not-encrypted',
    patches: [
      {
        file: 'wechat/push/verify-push.ts',
        from: "if (mode !== 'plain' || (encryptType",
        to: 'if ((encryptType',
      },
    ],
  },
  {
    what: 'a captured push is accepted days later',
    caughtBy: 'push-old-event',
    patches: [
      {
        file: 'server/endpoints/push/receive-push.ts',
        from: "isOfThePast(message, nowS) ? 'age'",
        to: "isOfThePast(message, nowS) && message.type === 'other' ? 'age'",
      },
    ],
  },
  {
    what: 'changes are written without compare-and-set, and each holder of a lease opens a session of its own',
    caughtBy: 'bind-in-parallel',
    patches: [
      {
        file: 'server/attempts/store/memory-store.ts',
        from: 'if (getLive(id)?.rev !== rev)',
        to: 'if (getLive(id) === undefined)',
      },
      {
        file: 'server/attempts/lease.ts',
        from: 'return finish(attempts, { attempt, secrets }, by, act);',
        to: 'return finish(attempts, { attempt, secrets: { ...secrets, sessionKey: randomToken(32) } }, by, act);',
      },
    ],
  },
  {
    what: 'a redeem works twice',
    caughtBy: 'redeem-again',
    patches: [
      {
        file: 'server/attempts/lease.ts',
        from: 'if (isEnd(attempt.state)) return repeatAnswer(attempt, secrets, now());\n    const leasedUntilMs',
        to: "if (attempt.state === 'completed') {\n      const sessionKey = randomToken(32);\n      return act(hold(attempts, attempt, by, { ...secrets, sessionKey }));\n    }\n    const leasedUntilMs",
      },
    ],
  },
  {
    what: 'a snapshot says who scanned',
    caughtBy: 'nothing-before-redeem',
    patches: [
      {
        file: 'server/attempts/transition.ts',
        from: '...{ state, rev, expiresIn, interval: 2 },',
        to: '...{ state, rev, expiresIn, interval: 2, identity: attempt.identity },',
      },
    ],
  },
  {
    what: 'pages of every origin may use the backend',
    caughtBy: 'origin-denied',
    patches: [
      {
        file: 'server/http/router.ts',
        from: 'if (caller.origin !== null && !origins.has(caller.origin)) {',
        to: "if (caller.origin === 'null') {",
      },
    ],
  },
  {
    what: 'a push approves an attempt of another official account',
    caughtBy: 'accounts-foreign-push',
    patches: [
      {
        file: 'server/endpoints/push/chat/scan.ts',
        from: 'found?.officialAccount !== official.key',
        to: '!found',
      },
    ],
  },
  {
    what: 'the list of official accounts names the methods of another one',
    caughtBy: 'accounts-methods',
    patches: [
      {
        file: 'server/endpoints/create/create.ts',
        from: 'methodsNow(each, attempt.purpose)',
        to: 'methodsNow(official, attempt.purpose)',
      },
    ],
  },
  {
    what: 'people are known by their openid alone, whichever official account they follow',
    caughtBy: 'accounts-same-openid',
    patches: [
      {
        file: 'server/endpoints/push/chat/scan.ts',
        from: 'appId: official.wechat.appId',
        to: 'appId: backend.officialAccounts.first.wechat.appId',
      },
    ],
  },
];

const inBinding: readonly BrokenBackend[] = [
  {
    what: 'an equal e-mail address links an account',
    caughtBy: 'email-does-not-link',
    patches: [
      {
        file: 'server/endpoints/bind/create-account.ts',
        from: 'const known = await accounts.find(identity);',
        to: `const { method, target } = held.attempt.verificationCode ?? {};
    const [same] = method
      ? await bindingOptions.linkMethod(held.attempt, method).accounts({ email: target })
      : [];
    const known = (await accounts.find(identity)) ?? same;`,
      },
    ],
  },
  {
    what: 'the answer to a code tells whether an address has an account',
    caughtBy: 'codes-tell-nobody',
    patches: [
      {
        file: 'server/endpoints/bind/send-code.ts',
        from: '  void sendInBackground(',
        to: "  const known = await form.method.accounts(form.fields);\n  if (known.length === 0) throw invalid('email');\n  void sendInBackground(",
      },
    ],
  },
  {
    what: 'wrong proofs of an account are not counted',
    caughtBy: 'fifth-wrong-proof',
    patches: [
      {
        file: 'server/attempts/transition/holder-events.ts',
        from: 'const count = (attempt[field] ?? 0) + 1;',
        to: "const count = (attempt[field] ?? 0) + (of === 'account' ? 0 : 1);",
      },
    ],
  },
];

const inConfirm: readonly BrokenBackend[] = [
  {
    what: 'a confirmation counts from whoever sends it',
    caughtBy: 'confirmation-by-another-person',
    reference: { confirm: 'auto' },
    patches: [
      {
        file: 'server/endpoints/push/chat/tokens.ts',
        from: '  return { confirm, notMe };',
        to: '  owners.set(confirm, identity);\n  return { confirm, notMe };',
      },
      {
        file: 'server/endpoints/push/chat/tokens.ts',
        from: 'const tokenLength = 22;',
        to: 'const tokenLength = 22;\nexport const owners = new Map<string, Identity>();',
      },
      {
        file: 'server/endpoints/push/chat/text.ts',
        from: 'import { findAnswer, tokenIn }',
        to: 'import { findAnswer, owners, tokenIn }',
      },
      {
        file: 'server/endpoints/push/chat/text.ts',
        from: 'if (token !== undefined) return',
        to: "by.identity = owners.get(token ?? '') ?? by.identity;\n  if (token !== undefined) return",
      },
    ],
  },
  {
    what: 'a plain 1 confirms whatever waits',
    caughtBy: 'plain-1-confirms-nothing',
    reference: { confirm: 'tap' },
    patches: [
      {
        file: 'server/endpoints/push/chat/text.ts',
        from: 'if (digits.length === 2)',
        to: "if (digits === '1' || digits.length === 2)",
      },
      {
        file: 'server/endpoints/push/chat/text.ts',
        from: 'if (typed === yes)',
        to: "if (typed === yes || typed === '1')",
      },
    ],
  },
  {
    what: 'somebody who is not clearly new is let in as new',
    caughtBy: 'unclear-failed',
    reference: { confirm: 'auto' },
    patches: [
      {
        file: 'server/endpoints/push/chat/look-up.ts',
        from: "const unclear = { type: 'unclear' } as const;",
        to: "const unclear = { type: 'new' } as const;",
      },
    ],
  },
  {
    what: 'a wrong text that WeChat repeats counts each time',
    caughtBy: 'a-repeated-text-counts-once',
    reference: { confirm: 'digits' },
    patches: [
      {
        file: 'server/endpoints/push/chat/text.ts',
        from: 'if (attempt.answers?.includes(by.messageKey))',
        to: 'if (false)',
      },
      {
        file: 'server/attempts/transition/chat-events.ts',
        from: 'return attempt.answers?.includes(event.messageKey) === true &&',
        to: 'return false &&',
      },
      {
        file: 'server/base/limits/recent-answers.ts',
        from: 'if (known) return known;',
        to: "if (known && key === '') return known;",
      },
      {
        file: 'server/base/shared/shared-answers.ts',
        from: 'if (stored) {',
        to: "if (stored && key === '') {",
      },
    ],
  },
  {
    what: 'a link outlives Not me',
    caughtBy: 'link-does-not-outlive-not-me',
    reference: { confirm: 'auto' },
    patches: [
      {
        file: 'server/endpoints/logins/undo-login.ts',
        from: 'for (const record of undone) await inTime(unlinkAgain(backend, record));',
        to: '',
      },
      {
        file: 'server/endpoints/logins/complete-login.ts',
        from: '!isCounting(changed, id) || (await isDenied(backend, loginIn(changed, id)?.parent))',
        to: '!isCounting(changed, id)',
      },
    ],
  },
  {
    what: 'a create in an attempt approved as new opens the account of somebody else',
    caughtBy: 'account-between-scan-and-bind',
    reference: { confirm: 'auto' },
    patches: [
      {
        file: 'server/endpoints/logins/own-account.ts',
        from: 'const isOwn = createdBy === id ||',
        to: 'const isOwn = true ||',
      },
    ],
  },
  {
    what: 'a login by a known browser may link',
    caughtBy: 'known-browser-may-not-link',
    reference: { confirm: 'auto' },
    patches: [
      {
        file: 'server/endpoints/redeem.ts',
        from: "parent, confirmed: approvedBy === 'confirmation' }",
        to: "parent, confirmed: approvedBy !== 'new' }",
      },
    ],
  },
  {
    what: 'the device cookie of a browser is taken over as it comes',
    caughtBy: 'device-cookie-taken-over',
    reference: { confirm: 'auto' },
    patches: [
      {
        file: 'server/endpoints/logins/complete-login.ts',
        from: 'now: cookie.device }',
        to: 'now: before ?? cookie.device }',
      },
    ],
  },
  {
    what: 'a step-up by another identity is accepted',
    caughtBy: 'step-up-by-another-person',
    reference: { confirm: 'auto' },
    patches: [
      {
        file: 'server/endpoints/logins/step-up.ts',
        from: 'if (session?.account.id !== id) return',
        to: 'if (!session) return',
      },
    ],
  },
  {
    what: 'a session that nobody confirmed may link',
    caughtBy: 'unconfirmed-may-not-link',
    reference: { confirm: 'auto' },
    patches: unconfirmedMayLink,
  },
  {
    what: 'an older attempt of the same person stays alive',
    caughtBy: 'new-scan-ends-an-approved-one',
    reference: { confirm: 'auto' },
    patches: twoAttemptsLive,
  },
];

const inMessage: readonly BrokenBackend[] = [
  {
    what: 'digits approve by themselves',
    caughtBy: 'digits-alone-sign-nobody-in',
    reference: { confirm: 'auto' },
    patches: digitsApprove,
  },
  {
    what: 'digits approve by themselves in a browser that is known',
    caughtBy: 'digits-ask-in-a-known-browser',
    reference: { confirm: 'auto' },
    patches: [
      {
        file: 'server/endpoints/push/chat/decide.ts',
        from: "if (attempt.method === 'message') return { ask: 'tap' };",
        to: '',
      },
    ],
  },
  {
    what: 'nobody counts wrong digits',
    caughtBy: 'wrong-digits-are-limited',
    patches: [
      {
        file: 'server/endpoints/push/chat/sent-digits.ts',
        from: 'max: maxWrongPerIdentity',
        to: 'max: 1000',
      },
    ],
  },
  {
    what: 'a message that WeChat repeats counts each time',
    caughtBy: 'wrong-digits-repeated-count-once',
    patches: [
      {
        file: 'server/base/limits/recent-answers.ts',
        from: 'if (known) return known;',
        to: 'if (known && key === "") return known;',
      },
      {
        file: 'server/base/shared/shared-answers.ts',
        from: 'if (stored) {',
        to: "if (stored && key === '') {",
      },
    ],
  },
  {
    what: 'digits are found inside a sentence',
    caughtBy: 'digits-in-a-sentence',
    patches: [
      {
        file: 'server/endpoints/push/chat/text.ts',
        from: "onlyDigits(push.content) ?? '';",
        to: "onlyDigits(push.content) ?? /\\d{6}/.exec(push.content)?.[0] ?? '';",
      },
    ],
  },
  {
    what: 'a second person takes over the digits of a page',
    caughtBy: 'digits-of-somebody-else',
    reference: { confirm: 'auto' },
    patches: [
      {
        file: 'server/attempts/transition/chat-events.ts',
        from: 'if (attempt.identity) return isOf(',
        to: "if (attempt.identity && attempt.method !== 'message') return isOf(",
      },
      {
        file: 'server/endpoints/push/chat/scan.ts',
        from: 'if (found.identity || isOver)',
        to: 'if (isOver)',
      },
    ],
  },
];

const inOauth: readonly BrokenBackend[] = [
  {
    what: 'an OAuth code is spent before the cookie was seen',
    caughtBy: 'oauth-without-cookie',
    patches: [
      {
        file: 'server/endpoints/oauth/callback.ts',
        from: '  if (!equalConstantTime(cookieHash, stored.cookieHash)) {',
        to: `  const official = backend.officialAccounts.byKey(stored.officialAccount);
  const user = await official?.api
    .redeemAuthorization(call.query.get('code') ?? '')
    .catch(() => undefined);
  if (!user || !equalConstantTime(cookieHash, stored.cookieHash)) {`,
      },
    ],
  },
  {
    what: 'the state alone says whose callback it is',
    caughtBy: 'oauth-foreign-state',
    patches: [
      {
        file: 'server/endpoints/oauth/callback.ts',
        from: '  if (!equalConstantTime(cookieHash, stored.cookieHash)) {',
        to: "  if (cookieHash === '') {",
      },
    ],
  },
  {
    what: 'a state is accepted twice',
    caughtBy: 'oauth-state-once',
    patches: [
      {
        file: 'server/endpoints/oauth/callback.ts',
        from: "  if (attempt.state === 'pending') await",
        to: '  await',
      },
      {
        file: 'server/attempts/transition.ts',
        from: "if (attempt.state === 'pending') return to.approve('authorization'",
        to: "if (!isEnd(attempt.state)) return to.approve('authorization'",
      },
    ],
  },
  {
    what: 'the made-up openid of a snapshot page signs in',
    caughtBy: 'oauth-virtual-user',
    patches: [
      {
        file: 'server/endpoints/oauth/callback.ts',
        from: 'if (user.isVirtual) return',
        to: "if (user.openid === '') return",
      },
    ],
  },
  {
    what: 'the callback leads wherever it is told',
    caughtBy: 'oauth-way-back',
    patches: [
      {
        file: 'server/endpoints/oauth/callback.ts',
        from: 'redirectTo: resumeAddress(backend.options, attempt)',
        to: "redirectTo: call.query.get('returnTo') ?? resumeAddress(backend.options, attempt)",
      },
    ],
  },
];

for (const broken of [...inCore, ...inBinding, ...inConfirm, ...inMessage, ...inOauth])
  testBroken(broken);

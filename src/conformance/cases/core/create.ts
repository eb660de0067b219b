/** Create: what the answer has, and what the page cannot choose. */
import { createChain } from '../../../protocol/chain.js';
import type { Case } from '../../case.js';
import { expect, expectProblem, expectStatus, needStatus } from '../../expect.js';
import type { Kit } from '../../kit.js';
import { casesOf } from '../define.js';
import { expectShape } from '../shapes.js';

/** How many QR codes the backend has asked WeChat for, with this scene. */
const codesWith = ({ rig }: Kit, scene: string): number =>
  rig.apiCalls.filter((call) => call.scene === scene).length;

export const createCases: readonly Case[] = casesOf('core', 'docs/protocol.md#create', [
  {
    name: 'create-answer',
    rule: 'A create is answered with 201, the fields of the protocol and no others.',
    async run(kit) {
      const { created, qrCodeUrl } = await kit.browser().open();
      const { rig } = kit;
      expectShape(created, 'created', 'The answer to a create');
      expect(created.body['state'] === 'pending', 'A new attempt is not pending.');
      const isDrawn = rig.method !== 'scan' || rig.sceneOf(qrCodeUrl) !== undefined;
      expect(isDrawn, 'The QR code is not one that WeChat made.');
    },
  },
  {
    name: 'create-cookie',
    rule: 'The cookie of an attempt is HttpOnly, SameSite=Lax, has 32 random bytes and, over https, the prefix __Host-.',
    source: 'docs/protocol.md#the-pages-three-values',
    async run(kit) {
      const { created, id } = await kit.browser().open();
      const isSecure = new URL(kit.rig.url).protocol === 'https:';
      const name = `${isSecure ? '__Host-' : ''}wml-${id}`;
      const line = created.setCookies.find((each) => each.startsWith(`${name}=`));
      expect(line !== undefined, 'The answer to a create sets no cookie wml-(id).');
      const wanted = ['HttpOnly', 'SameSite=Lax', 'Path=/', ...(isSecure ? ['Secure'] : [])];
      const attributes = line.split(';').map((each) => each.trim().toLowerCase());
      for (const attribute of wanted) {
        expect(attributes.includes(attribute.toLowerCase()), `The cookie is not ${attribute}.`);
      }
      const length = line.split(';', 1)[0]?.slice(name.length + 1).length ?? 0;
      expect(length >= 43, `The value of the cookie has ${length} characters, fewer than 43.`);
    },
  },
  {
    name: 'create-again-with-cookie',
    rule: 'The same challenge with the cookie of its attempt gets 200, the same attempt, and costs no second QR code.',
    async run(kit) {
      const browser = kit.browser();
      const attempt = await browser.open();
      const again = await browser.create(attempt.chain, {}, { as: 'again, with the cookie' });
      expectStatus(again, 200, 'The same create with the cookie');
      expect(again.body['id'] === attempt.id, 'The same create has made another attempt.');
      const codes = codesWith(kit, kit.sceneOf(attempt));
      expect(codes === 1, `The same create has cost ${codes} QR codes.`);
    },
  },
  {
    name: 'create-again-without-cookie',
    rule: 'The same challenge without the cookie gets 409 challenge_used, whatever proof comes in a header.',
    async run(kit) {
      const { chain } = await kit.browser().open();
      const stranger = kit.browser();
      for (const headers of [{}, { authorization: `Bearer ${chain.challenge}` }]) {
        const again = await stranger.create(
          chain,
          {},
          { as: 'again, without the cookie', headers },
        );
        expectProblem(again, 'challenge_used', 'The same create without the cookie');
        expect(again.body['id'] === undefined, 'The refusal names the attempt.');
      }
    },
  },
  {
    name: 'create-in-parallel',
    rule: 'Ten creates at once with one challenge make one attempt and cost one QR code.',
    async run(kit) {
      const chain = await createChain();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => kit.browser().create(chain, {}, { as: 'in parallel' })),
      );
      const made = answers.filter(({ status }) => status === 201 || status === 200);
      expect(
        made.length === 1,
        `Ten creates with one challenge have made ${made.length} attempts.`,
      );
      const refused = answers.filter(({ status }) => status !== 201);
      for (const answer of refused) expectProblem(answer, 'challenge_used', 'A create in parallel');
    },
  },
  {
    name: 'client-chosen-values',
    rule: 'A page chooses neither id, scene, identity nor state of its attempt.',
    source: 'docs/protocol.md#never',
    async run(kit) {
      const person = await kit.person();
      const chosen = 'chosen-by-the-page-0123';
      const answer = await kit.browser().create(
        await createChain(),
        {
          ...{ id: chosen, scene: chosen, scene_str: chosen, sceneStr: chosen, ticket: chosen },
          ...{
            openid: person.openid,
            state: 'approved',
            rev: 9,
            confirm: 'none',
            approvedBy: 'new',
          },
          ...{ expiresIn: 86_400, account: 'check-01', confirmed: true },
        },
        { as: 'with an id, a scene and an openid of its own' },
      );
      if (answer.status === 400) return;
      expectStatus(answer, 201, 'A create with values of its own');
      expect(answer.body['id'] !== chosen, 'The page has chosen the id.');
      expect(answer.body['state'] === 'pending', 'The page has chosen the state.');
      expect(Number(answer.body['expiresIn']) <= 3600, 'The page has chosen the time.');
      expect(codesWith(kit, chosen) === 0, 'The page has chosen the scene.');
    },
  },
  {
    name: 'unknown-fields-ignored',
    rule: 'A backend ignores unknown fields and parameters of a request.',
    source: 'docs/protocol.md#endpoints',
    async run(kit) {
      const browser = kit.browser();
      const attempt = await browser.open({ somethingNew: { deep: [1, 2, 3] }, another: null });
      const read = await attempt.watch(undefined, '?t=0.42&somethingNew=1', 'with new parameters');
      expectStatus(read, 200, 'A read with unknown parameters');
    },
  },
  {
    name: 'create-malformed',
    rule: 'A create whose fields are missing or malformed gets 400 invalid_request.',
    async run(kit) {
      const { challenge } = await createChain();
      const asked = { challenge, purpose: 'login', method: 'scan' };
      const bodies: Readonly<Record<string, unknown>> = {
        'without a challenge': { ...asked, challenge: undefined },
        'with a short challenge': { ...asked, challenge: challenge.slice(1) },
        'with a long challenge': { ...asked, challenge: `${challenge}A` },
        'with padding in the challenge': { ...asked, challenge: `${challenge.slice(1)}=` },
        'with a list as the challenge': { ...asked, challenge: [challenge] },
        'without a purpose': { ...asked, purpose: undefined },
        'with an unknown purpose': { ...asked, purpose: 'administrate' },
        'without a method': { ...asked, method: undefined },
        'with an unknown method': { ...asked, method: 'telepathy' },
        'of a list': [asked],
        'of null': 'null',
        'of a text': '"hello"',
        'of broken JSON': '{"challenge":',
      };
      for (const [as, body] of Object.entries(bodies)) {
        const answer = await kit.browser().call('POST', '/attempts', { as, body });
        expectProblem(answer, 'invalid_request', `A create ${as}`);
      }
    },
  },
  {
    name: 'create-return-to',
    rule: 'A return address that leaves the site is refused, or never returned.',
    source: 'docs/protocol.md#return-addresses',
    async run(kit) {
      const login = async (returnTo: string): Promise<unknown> => {
        const attempt = await kit.browser().open({ returnTo });
        const reply = await kit.approve(attempt, await kit.person());
        return (await kit.enter(attempt, reply)).body['returnTo'];
      };
      const isKept = (await login('/account')) !== undefined;
      for (const returnTo of hostileReturnAddresses) {
        const as = 'with a return address of another site';
        const answer = await kit.browser().create(await createChain(), { returnTo }, { as });
        if (answer.status === 400) continue;
        expectStatus(answer, 201, `A create ${as}`);
        const isReturned = isKept && (await login(returnTo)) !== undefined;
        expect(!isReturned, 'A redeem has returned such an address.');
      }
    },
  },
  {
    name: 'return-to-kept',
    rule: 'A path of the page is returned at redeem as it was sent, or left out.',
    source: 'docs/protocol.md#return-addresses',
    async run(kit) {
      const returnTo = '/account?tab=orders#latest';
      const attempt = await kit.browser().open({ returnTo });
      const { body } = await kit.enter(attempt, await kit.approve(attempt, await kit.person()));
      const isRight = body['returnTo'] === undefined || body['returnTo'] === returnTo;
      expect(isRight, 'A redeem has returned another path.');
    },
  },
  {
    name: 'create-other-level',
    rule: 'What belongs to a level that the backend does not have is refused.',
    source: 'docs/protocol.md#errors',
    async run(kit) {
      const probe = await kit.browser().open();
      const declared = probe.created.body['levels'];
      const has = (level: string): boolean => Array.isArray(declared) && declared.includes(level);
      for (const method of ['message', 'oauth'].filter((level) => !has(level))) {
        const [as, more] = [`by method ${method}`, { method, resumeAt: '/' }];
        const answer = await kit.browser().create(await createChain(), more, { as });
        const isRefused = answer.body['code'] === 'method_unavailable';
        expectProblem(
          answer,
          isRefused ? 'method_unavailable' : 'invalid_request',
          `A create ${as}`,
        );
      }
      if (has('binding')) return;
      const linking = { purpose: 'link' };
      const answer = await kit.browser().create(await createChain(), linking, { as: 'for a link' });
      expectProblem(answer, 'invalid_request', 'A create for purpose link');
    },
  },
  {
    name: 'create-many-cookies',
    rule: 'Attempts of one browser never fill its Cookie header: at most twelve cookies are kept.',
    source: 'docs/protocol.md#the-pages-three-values',
    async run(kit) {
      const browser = kit.browser();
      for (let number = 0; number < 14; number++) {
        needStatus(await browser.create(await createChain()), 201, 'A create');
      }
      const kept = [...browser.cookies.keys()].filter((name) => /^(__Host-)?wml-/.test(name));
      const ours = kept.filter((name) => !name.endsWith('wml-device'));
      expect(ours.length <= 12, `The browser keeps ${ours.length} cookies of attempts.`);
    },
  },
]);

/** A few of each kind: other sites, schemes, and what only a browser takes for one. */
const hostileReturnAddresses: readonly string[] = [
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/.//evil.example',
  'javascript:alert(1)',
  'account',
  '/\tevil',
  '/\u0000',
  `/${'a'.repeat(2048)}`,
];

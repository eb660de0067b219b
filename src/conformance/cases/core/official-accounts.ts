/** Cases about a backend with several official accounts: nothing of one reaches another. */
import { signatureOf } from '../../../wechat/index.js';
import { NotApplicable, type Case } from '../../case.js';
import { expect, expectStatus, fieldsOf, listOf } from '../../expect.js';
import { secondKey } from '../../fixture.js';
import type { Kit } from '../../kit.js';
import type { Attempt } from '../../page/attempt.js';
import type { Pushes } from '../../wechat/pushes.js';
import { isOurs, linksIn } from '../../wechat/replies.js';
import { casesOf } from '../define.js';

/** @throws NotApplicable if the backend has one official account only */
async function openBoth(kit: Kit): Promise<{ readonly first: Attempt; readonly second: Attempt }> {
  const browser = kit.browser();
  const first = await browser.open();
  const listed = listOf(first.created.body['officialAccounts']);
  if (!listed.some(({ key }) => key === secondKey)) {
    throw new NotApplicable('the backend serves one official account');
  }
  return { first, second: await browser.open({ officialAccount: secondKey }) };
}

/** Lets this openid scan, and answer if the chat asks. Returns the last reply. */
async function approve(
  kit: Kit,
  pushes: Pushes,
  attempt: Attempt,
  openid: string,
): Promise<string> {
  const xml = pushes.eventXml({ openid, scene: kit.sceneOf(attempt) });
  const { reply } = await pushes.push(xml, { as: 'a scan' });
  const { body } = await attempt.watch();
  if (body['state'] !== 'scanned') return reply;
  const { digits } = fieldsOf(body['confirm']);
  const link = linksIn(reply).find(isOurs)?.text ?? '';
  const text = pushes.textXml(openid, typeof digits === 'string' ? digits : link);
  return (await pushes.push(text, { as: 'an answer to the question' })).reply;
}

/** Whether the account that this openid opens is new. */
async function signIn(
  kit: Kit,
  pushes: Pushes,
  attempt: Attempt,
  openid: string,
): Promise<boolean> {
  const reply = await approve(kit, pushes, attempt, openid);
  return (await kit.enter(attempt, reply)).body['isNew'] === true;
}

async function expectPending(attempt: Attempt, what: string): Promise<void> {
  const state = await attempt.state();
  expect(state === 'pending', `The attempt is ${state} after ${what}.`);
}

const source = 'docs/protocol.md#several-official-accounts';

export const officialAccountCases: readonly Case[] = casesOf('core', source, [
  {
    name: 'accounts-are-listed',
    rule: 'A create chooses one of several official accounts by its key, and lists all of them.',
    async run(kit) {
      const { first, second } = await openBoth(kit);
      for (const [{ created }, key] of [
        [first, undefined],
        [second, secondKey],
      ] as const) {
        const keys = listOf(created.body['officialAccounts']).map((each) => each['key']);
        const chosen = fieldsOf(created.body['officialAccount'])['key'];
        expect(keys.includes(secondKey), 'The list has not all official accounts.');
        expect(chosen === (key ?? keys[0]), 'The answer is about another official account.');
      }
      const unknown = await kit.browser().call('POST', '/attempts', {
        ...{ as: 'for an unknown account' },
        body: {
          ...{ challenge: 'u'.repeat(43), purpose: 'login', method: 'scan' },
          officialAccount: 'unknown-account',
        },
      });
      expectStatus(unknown, 400, 'A create for an unknown official account');
    },
  },
  {
    name: 'accounts-methods',
    rule: 'The methods in the list are those that a create for that official account names.',
    async run(kit) {
      const { first, second } = await openBoth(kit);
      for (const { created } of [first, second]) {
        const { key } = fieldsOf(created.body['officialAccount']);
        for (const { body } of [first.created, second.created]) {
          const entry = listOf(body['officialAccounts']).find((each) => each['key'] === key);
          const listed = entry?.['methods'];
          if (listed === undefined) throw new NotApplicable('the list names no methods');
          const isSame =
            JSON.stringify(listed) === JSON.stringify(created.body['methods'] ?? ['scan']);
          expect(isSame, 'The list names other methods than a create for the same account.');
        }
      }
    },
  },
  {
    name: 'accounts-foreign-push',
    rule: "A right push of one official account with the scene of another's attempt changes nothing.",
    async run(kit) {
      const { first, second } = await openBoth(kit);
      const { openid } = await kit.person();
      for (const [attempt, pushes] of [
        [first, kit.pushesOfSecond],
        [second, kit.pushes],
      ] as const) {
        for (const event of ['SCAN', 'subscribe']) {
          const xml = pushes.eventXml({ openid, event, scene: kit.sceneOf(attempt) });
          await pushes.push(xml, { as: `${event} at another official account` });
          await expectPending(attempt, `${event} at another official account`);
        }
      }
    },
  },
  {
    name: 'accounts-foreign-keys',
    rule: "What is signed or encrypted with one official account's keys is refused at the callback of another.",
    async run(kit) {
      const { second } = await openBoth(kit);
      const { fixture, pushes, pushesOfSecond } = kit;
      const { openid } = await kit.person();
      const xml = pushesOfSecond.eventXml({ openid, scene: kit.sceneOf(second) });
      const { token, appId } = fixture;
      const answers = [
        await pushesOfSecond.send(await pushes.sign(xml), "with the first account's keys"),
        await pushesOfSecond.push(xml, { as: "with the first account's Token", token }),
        await pushesOfSecond.push(xml, { as: "with the first account's AppID", appId }),
      ];
      const [timestamp, nonce] = [String(pushes.nowS()), '1234567890'];
      const signature = await signatureOf(token, timestamp, nonce);
      const query = new URLSearchParams({ signature, timestamp, nonce, echostr: '1' });
      answers.push({ ...(await pushesOfSecond.handshake(query, 'with the Token')), reply: '' });
      for (const { status } of answers) {
        expect(status >= 400 && status < 500, `It is answered with ${status}.`);
      }
      await expectPending(second, 'pushes under the keys of another official account');
    },
  },
  {
    name: 'accounts-same-openid',
    rule: 'The same openid at two official accounts is two people while no unionid joins them.',
    async run(kit) {
      const { first, second } = await openBoth(kit);
      const { openid } = await kit.person();
      const { openPlatform } = kit.fixture;
      kit.rig.userInfo.set(openid, (_, key) => ({
        ...{ subscribe: 1, openid },
        ...(openPlatform ? { unionid: `u_${key}_${openid}` } : {}),
      }));
      expect(await signIn(kit, kit.pushes, first, openid), 'The first login made no account.');
      const isNew = await signIn(kit, kit.pushesOfSecond, second, openid);
      expect(isNew, 'The same openid at another official account opened the account of the first.');
    },
  },
  {
    name: 'accounts-joined-by-unionid',
    rule: 'A person whose unionid is known signs in to the same account by each official account.',
    needs: ['open-platform'],
    async run(kit) {
      const { first, second } = await openBoth(kit);
      const [{ openid }, { openid: other }] = [await kit.person(), await kit.person()];
      for (const each of [openid, other]) {
        const about = { subscribe: 1, openid: each, unionid: `u_${openid}` };
        kit.rig.userInfo.set(each, () => about);
      }
      expect(await signIn(kit, kit.pushes, first, openid), 'The first login made no account.');
      const isNew = await signIn(kit, kit.pushesOfSecond, second, other);
      expect(!isNew, 'Another account was created, although the unionid is the same.');
    },
  },
]);

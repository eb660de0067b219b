/** Pushes that WeChat has not sent: each is refused, and changes no attempt. */
import { signatureOf, writeFlatXml } from '../../../wechat/index.js';
import type { Case } from '../../case.js';
import { expect, expectStatus, need } from '../../expect.js';
import type { Kit } from '../../kit.js';
import type { Attempt } from '../../page/attempt.js';
import type { PushAnswer, PushOptions, SentPush } from '../../wechat/pushes.js';
import { casesOf } from '../define.js';

/** A pending attempt, and the XML of a scan that would approve it. */
async function target(kit: Kit): Promise<{ readonly attempt: Attempt; readonly xml: string }> {
  const [attempt, { openid }] = [await kit.browser().open(), await kit.person()];
  return { attempt, xml: kit.pushes.eventXml({ openid, scene: kit.sceneOf(attempt) }) };
}

/** Sends the scan as told, and expects a refusal and no change. */
async function expectRefused(kit: Kit, options: PushOptions): Promise<PushAnswer> {
  const { attempt, xml } = await target(kit);
  const answer = await kit.pushes.push(xml, options);
  const isRefused = answer.status >= 400 && answer.status < 500;
  expect(isRefused, `The push is answered with ${answer.status}: ${options.as}.`);
  const state = await attempt.state();
  expect(
    state === 'pending',
    `The attempt is ${state} after a push that is forged: ${options.as}.`,
  );
  return answer;
}

const withQuery = (change: (query: URLSearchParams) => void) => (sent: SentPush) => {
  change(sent.query);
  return sent;
};

/** Replaces the encrypted text, and signs it as WeChat does unless `signature` says otherwise. */
export async function withEncrypted(
  { fixture }: Kit,
  { query, body }: SentPush,
  encrypted: string,
): Promise<SentPush> {
  const [timestamp, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? ''];
  query.set('msg_signature', await signatureOf(fixture.token, timestamp, nonce, encrypted));
  const replaced = body.replace(
    /<Encrypt><!\[CDATA\[[^\]]*\]\]><\/Encrypt>/,
    `<Encrypt><![CDATA[${encrypted}]]></Encrypt>`,
  );
  return { query, body: replaced };
}

export const forgeryCases: readonly Case[] = casesOf('core', 'docs/protocol.md#wechats-push', [
  {
    name: 'push-wrong-signature',
    rule: 'A push whose signatures were made with another token is refused.',
    run: async (kit) => {
      await expectRefused(kit, { as: 'signed with another token', token: 'anotherToken' });
    },
  },
  {
    name: 'push-unsigned',
    rule: 'A push without signatures, or with empty ones, is refused.',
    async run(kit) {
      const tamper = {
        'without signatures': withQuery((query) => {
          query.delete('signature');
          query.delete('msg_signature');
        }),
        'with empty signatures': withQuery((query) => {
          query.set('signature', '');
          query.set('msg_signature', '');
        }),
        'without a query': ({ body }: SentPush) => ({ query: new URLSearchParams(), body }),
      };
      for (const [as, change] of Object.entries(tamper)) {
        await expectRefused(kit, { as, tamper: change });
      }
    },
  },
  {
    name: 'push-message-signature',
    rule: 'msg_signature is verified: the plain signature does not cover the body.',
    async run(kit) {
      const tamper = {
        'with a wrong msg_signature': withQuery((query) => {
          query.set('msg_signature', '0'.repeat(40));
        }),
        'without msg_signature': withQuery((query) => query.delete('msg_signature')),
        'with the plain signature as msg_signature': withQuery((query) => {
          query.set('msg_signature', query.get('signature') ?? '');
        }),
      };
      for (const [as, change] of Object.entries(tamper)) {
        await expectRefused(kit, { as, tamper: change });
      }
    },
  },
  {
    name: 'push-swapped-body',
    rule: 'Right signatures on the body of another push are refused.',
    async run(kit) {
      const other = await target(kit);
      const { body } = await kit.pushes.sign(other.xml);
      const as = 'the body of another push';
      await expectRefused(kit, { as, tamper: ({ query }) => ({ query, body }) });
      expect((await other.attempt.state()) === 'pending', 'The other attempt is not pending.');
    },
  },
  {
    name: 'push-not-encrypted',
    rule: 'In safe mode, a push that is not encrypted is refused, however well it is signed.',
    run: async (kit) => {
      await expectRefused(kit, { as: 'not encrypted', mode: 'plain' });
      const tamper = withQuery((query) => {
        query.set('encrypt_type', 'raw');
        query.set('msg_signature', query.get('signature') ?? '');
      });
      await expectRefused(kit, { as: 'not encrypted, and said to be raw', mode: 'plain', tamper });
    },
  },
  {
    name: 'push-of-another-account',
    rule: 'A push that is encrypted for another AppID is refused.',
    run: async (kit) => {
      await expectRefused(kit, { as: 'for another AppID', appId: 'wx00000000000000ff' });
    },
  },
  {
    name: 'push-old-timestamp',
    rule: 'A push whose timestamp is more than 300 s off is refused; one that is less off is not.',
    async run(kit) {
      const nowS = kit.pushes.nowS();
      for (const offS of [-305, 305]) {
        await expectRefused(kit, { as: `${offS} s off`, timestampS: nowS + offS });
      }
      for (const offS of [-280, 280]) {
        const { attempt, xml } = await target(kit);
        const timestampS = nowS + offS;
        expectStatus(
          await kit.pushes.push(xml, { as: `${offS} s off`, timestampS }),
          200,
          'A push',
        );
        expect((await attempt.state()) !== 'pending', `A push ${offS} s off changes nothing.`);
      }
    },
  },
  {
    name: 'push-old-event',
    rule: 'A push of an event from long ago or far ahead changes nothing, also if it is signed anew.',
    async run(kit) {
      const nowS = kit.pushes.nowS();
      for (const offS of [-3600, -400, 400]) {
        const [attempt, { openid }] = [await kit.browser().open(), await kit.person()];
        const scene = kit.sceneOf(attempt);
        const xml = kit.pushes.eventXml({ openid, scene, createdAtS: nowS + offS });
        await kit.pushes.push(xml, { as: `an event ${offS} s off, signed now` });
        const state = await attempt.state();
        expect(state === 'pending', `An event ${offS} s off has made the attempt ${state}.`);
      }
    },
  },
  {
    name: 'push-openid-in-query',
    rule: 'The identity comes from the encrypted FromUserName, never from the query.',
    async run(kit) {
      const [member, stranger] = [await kit.member(), await kit.person()];
      await expectIdentity(kit, member.person, {
        as: 'with another openid in the query',
        tamper: withQuery((query) => query.set('openid', stranger.openid)),
      });
    },
  },
  {
    name: 'push-two-senders',
    rule: 'If a body has plain fields beside the encrypted ones, the encrypted ones count.',
    async run(kit) {
      const [member, stranger] = [await kit.member(), await kit.person()];
      await expectIdentity(kit, member.person, {
        as: 'with another sender outside the encryption',
        mode: 'compatible',
        tamper: ({ query, body }) => ({
          query,
          body: body.replace(member.person.openid, stranger.openid),
        }),
      });
    },
  },
  {
    name: 'push-hostile-xml',
    rule: 'A body with a DOCTYPE, an entity or a processing instruction is refused, and nothing is expanded.',
    source: 'https://owasp.org/www-community/vulnerabilities/XML_External_Entity_(XXE)_Processing',
    async run(kit) {
      const prologs = {
        'with a DOCTYPE': '<!DOCTYPE xml [<!ENTITY e "x">]>',
        'with an external entity': '<!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        'with a processing instruction': '<?php echo 1 ?>',
      };
      for (const [as, prolog] of Object.entries(prologs)) {
        const tamper = ({ query, body }: SentPush) => ({
          query,
          body: `${prolog}${body.replace(']]></Encrypt>', ']]>&e;</Encrypt>')}`,
        });
        await expectRefused(kit, { as, tamper });
      }
      const [attempt, { openid }] = [await kit.browser().open(), await kit.person()];
      const scene = kit.sceneOf(attempt);
      const xml = kit.pushes.eventXml({ openid, eventKey: 'KEY' });
      const entity = xml.replace('<![CDATA[KEY]]>', '&s;');
      need(entity !== xml, 'The checker has not put an entity into its XML.');
      const inside = `<!DOCTYPE xml [<!ENTITY s "${scene}">]>${entity}`;
      const sealed = await kit.pushes.sign(xml, {
        tamper: async (sent) => {
          const crypt = await kit.pushes.crypt;
          return withEncrypted(kit, sent, await crypt.encrypt(inside));
        },
      });
      await kit.pushes.send(sealed, 'with an entity inside the encryption');
      const state = await attempt.state();
      expect(state === 'pending', `An entity that was expanded has made the attempt ${state}.`);
    },
  },
  {
    name: 'push-refusals-look-alike',
    rule: 'A push that is refused gets no details: a wrong signature, a missing encryption and a wrong AppID look the same.',
    async run(kit) {
      const options: readonly PushOptions[] = [
        { as: 'signed with another token', token: 'anotherToken' },
        { as: 'not encrypted', mode: 'plain' },
        { as: 'for another AppID', appId: 'wx00000000000000ff' },
      ];
      const answers: PushAnswer[] = [];
      for (const each of options) answers.push(await expectRefused(kit, each));
      const seen = new Set(answers.map(({ status, text }) => `${status} ${text}`));
      expect(
        seen.size === 1,
        `Three reasons to refuse a push have ${seen.size} different answers.`,
      );
    },
  },
  {
    name: 'push-not-xml',
    rule: 'A body that is empty, not XML, too large or not UTF-8 is refused, and the next push is understood.',
    async run(kit) {
      const bodies = {
        empty: '',
        'no XML': 'hello',
        JSON: '{"Encrypt":"AAAA"}',
        'XML without Encrypt': writeFlatXml([['ToUserName', kit.fixture.originalId]]),
        'of 200 KiB': `<xml><Encrypt>${'A'.repeat(200_000)}</Encrypt></xml>`,
      };
      for (const [as, body] of Object.entries(bodies)) {
        await expectRefused(kit, { as, tamper: ({ query }) => ({ query, body }) });
      }
      const { attempt, xml } = await target(kit);
      expectStatus(await kit.pushes.push(xml, { as: 'a scan' }), 200, 'The next push');
      expect((await attempt.state()) !== 'pending', 'The next push was not understood.');
    },
  },
]);

/** Sends this person's scan as told, and expects that it is theirs, or is refused. */
async function expectIdentity(
  kit: Kit,
  person: { readonly openid: string } & Parameters<Kit['confirm']>[1],
  options: PushOptions,
): Promise<void> {
  const attempt = await kit.browser().open();
  const scene = kit.sceneOf(attempt);
  const xml = kit.pushes.eventXml({ openid: person.openid, scene });
  const answer = await kit.pushes.push(xml, options);
  if (answer.status >= 400 && answer.status < 500) return;
  await kit.confirm(attempt, person, answer.reply);
  const redeemed = await attempt.redeem();
  const isTheirs = redeemed.body['result'] === 'authenticated' && redeemed.body['isNew'] === false;
  expect(isTheirs, `The login is not that of the encrypted sender: a push ${options.as}.`);
}

/** Cases about pushes that approve an attempt, that WeChat repeats, or that belong to no login. */
import { signatureOf } from '../../../wechat/index.js';
import type { Case } from '../../case.js';
import { expect, expectStatus, need } from '../../expect.js';
import type { Kit } from '../../kit.js';
import { casesOf } from '../define.js';

const isTaken = (state: string): boolean => state === 'approved' || state === 'scanned';

async function handshakeQuery({ fixture, pushes }: Kit, token: string, echostr: string) {
  const [timestamp, nonce] = [String(pushes.nowS()), '1234567890'];
  const signature = await signatureOf(token || fixture.token, timestamp, nonce);
  return new URLSearchParams({ signature, timestamp, nonce, echostr });
}

export const eventCases: readonly Case[] = casesOf('core', 'docs/protocol.md#wechats-push', [
  {
    name: 'handshake',
    rule: 'WeChat checks the URL with a GET, and gets its echostr back as plain text.',
    async run(kit) {
      const query = await handshakeQuery(kit, '', '6208439452786351236');
      const answer = await kit.pushes.handshake(query, 'a handshake');
      expectStatus(answer, 200, 'A handshake');
      expect(answer.text === query.get('echostr'), 'The answer is not the echostr.');
    },
  },
  {
    name: 'handshake-with-script',
    rule: 'An echostr with a script is refused, or returned as plain text that no browser runs.',
    source: 'https://owasp.org/www-community/attacks/xss/',
    async run(kit) {
      const query = await handshakeQuery(kit, '', '<script>alert(1)</script>');
      const answer = await kit.pushes.handshake(query, 'a handshake with a script in echostr');
      if (answer.status >= 400 && answer.status < 500) return;
      const type = answer.headers.get('content-type') ?? '';
      expect(type.startsWith('text/plain'), 'The script is returned, and not as text/plain.');
      const sniffs = answer.headers.get('x-content-type-options') !== 'nosniff';
      expect(!sniffs, 'The script is returned without X-Content-Type-Options: nosniff.');
    },
  },
  {
    name: 'handshake-forged',
    rule: 'A handshake with a wrong signature is refused, and its echostr is not returned.',
    async run(kit) {
      const query = await handshakeQuery(kit, 'anotherToken', 'echo-of-the-checker');
      const answer = await kit.pushes.handshake(query, 'a handshake with a wrong signature');
      expect(answer.status >= 400 && answer.status < 500, `It is answered with ${answer.status}.`);
      expect(!answer.text.includes('echo-of-the-checker'), 'The echostr is returned.');
    },
  },
  {
    name: 'push-kinds-of-scan',
    rule: 'A scan of a follower and a new follower both approve; SCAN is compared without case.',
    async run(kit) {
      for (const event of ['SCAN', 'scan', 'subscribe']) {
        const [attempt, { openid }] = [await kit.browser().open(), await kit.person()];
        const xml = kit.pushes.eventXml({ openid, event, scene: kit.sceneOf(attempt) });
        expectStatus(await kit.pushes.push(xml, { as: event }), 200, `The push ${event}`);
        const state = await attempt.state();
        expect(isTaken(state), `The attempt is ${state} after ${event}.`);
      }
    },
  },
  {
    name: 'push-repeated',
    rule: 'A push that WeChat repeats is applied once and gets the same answer, also if it is signed anew.',
    async run(kit) {
      const [attempt, { openid }] = [await kit.browser().open(), await kit.person()];
      const xml = kit.pushes.eventXml({ openid, scene: kit.sceneOf(attempt) });
      const sealed = await kit.pushes.sign(xml);
      const first = await kit.pushes.send(sealed, 'a scan');
      expectStatus(first, 200, 'A scan');
      const { rev } = (await attempt.watch()).body;
      const same = await kit.pushes.send(sealed, 'the same again');
      const anew = await kit.pushes.push(xml, { as: 'the same, signed anew' });
      for (const again of [same, anew]) {
        expectStatus(again, 200, 'The same push again');
        expect(again.reply === first.reply, 'The chat shows something else the second time.');
      }
      const after = (await attempt.watch()).body['rev'];
      expect(after === rev, `rev was ${String(rev)}, and is ${String(after)} after a repetition.`);
    },
  },
  {
    name: 'push-repeated-in-parallel',
    rule: 'Three copies of a push at once change the attempt once.',
    async run(kit) {
      const [attempt, { openid }] = [await kit.browser().open(), await kit.person()];
      const before = Number((await attempt.watch()).body['rev']);
      const xml = kit.pushes.eventXml({ openid, scene: kit.sceneOf(attempt) });
      const sealed = await kit.pushes.sign(xml);
      const answers = await Promise.all(
        [1, 2, 3].map((copy) => kit.pushes.send(sealed, `copy ${copy} of a scan`)),
      );
      for (const answer of answers) expectStatus(answer, 200, 'A copy of a scan');
      const first = (await attempt.watch()).body['rev'];
      await kit.pushes.send(sealed, 'one more copy');
      const { rev, state } = (await attempt.watch()).body;
      expect(isTaken(String(state)), `The attempt is ${String(state)}.`);
      expect(rev === first && Number(rev) > before, 'A late copy has changed the attempt.');
    },
  },
  {
    name: 'push-second-person',
    rule: 'Another WeChat user who scans a QR code that is taken changes nothing.',
    source: 'docs/protocol.md#states',
    async run(kit) {
      const { person } = await kit.member();
      const [attempt, stranger] = [await kit.browser().open(), await kit.person()];
      const reply = await person.scan(attempt.qrCodeUrl);
      const { rev } = (await attempt.watch()).body;
      await stranger.scan(attempt.qrCodeUrl);
      const after = (await attempt.watch()).body['rev'];
      expect(after === rev, 'The scan of a stranger has changed the attempt.');
      await kit.confirm(attempt, person, reply);
      const redeemed = await attempt.redeem();
      const isTheirs = redeemed.body['isNew'] === false;
      expect(isTheirs, 'The login is not that of the person who scanned first.');
    },
  },
  {
    name: 'push-after-the-end',
    rule: 'A scan of an attempt that has ended changes nothing.',
    source: 'docs/protocol.md#states',
    async run(kit) {
      const { attempt: done } = await kit.approved();
      need((await done.redeem()).status === 200, 'The redeem was refused.');
      const cancelled = await kit.browser().open();
      await cancelled.cancel();
      for (const attempt of [done, cancelled]) {
        const before = (await attempt.watch()).body;
        await (await kit.person()).scan(attempt.qrCodeUrl);
        const after = (await attempt.watch()).body;
        const isSame = after['state'] === before['state'] && after['rev'] === before['rev'];
        expect(isSame, `A scan has changed an attempt that was ${String(before['state'])}.`);
      }
    },
  },
  {
    name: 'push-of-others',
    rule: 'Pushes that are no login are answered with 200, and change no attempt.',
    async run(kit) {
      const [attempt, person] = [await kit.browser().open(), await kit.person()];
      const { pushes } = kit;
      const { openid } = person;
      const event = (name: string, eventKey = '') =>
        pushes.eventXml({ openid, event: name, eventKey });
      const xmls: Readonly<Record<string, string>> = {
        'subscribe without a scene': event('subscribe'),
        'subscribe after a payment': event(
          'subscribe',
          'last_trade_no_4003942001201604205023621558',
        ),
        unsubscribe: event('unsubscribe'),
        'a click in the menu': event('CLICK', 'menu-item'),
        'a scan of an unknown scene': event('SCAN', 'somebody-elses-scene'),
        'a scan of an unknown scene by a new follower': event('subscribe', 'qrscene_123'),
        'an event that nobody knows': event('something_new'),
        'a text': pushes.textXml(openid, 'Good morning'),
        'a text of digits': pushes.textXml(openid, '001234'),
      };
      for (const [as, xml] of Object.entries(xmls)) {
        expectStatus(await pushes.push(xml, { as }), 200, `A push: ${as}`);
      }
      await person.follow();
      for (const change of ['revoked', 'cancelled'] as const) {
        await kit.rig.simulator.phone.changeAuthorization(person.id, change);
      }
      expect((await attempt.state()) === 'pending', 'The attempt is no longer pending.');
    },
  },
  {
    name: 'reply-encrypted',
    rule: 'A reply to an encrypted push is encrypted, and WeChat accepts it.',
    async run(kit) {
      const [attempt, { openid }] = [await kit.browser().open(), await kit.person()];
      const xml = kit.pushes.eventXml({ openid, scene: kit.sceneOf(attempt) });
      const { text, reply } = await kit.pushes.push(xml, { as: 'a scan' });
      const isNone = text === '' || text === 'success';
      expect(
        isNone || reply !== '',
        'The reply is not encrypted, or not signed as WeChat wants it.',
      );
    },
  },
  {
    name: 'reply-without-visitors-text',
    rule: 'A reply in the chat has no text that a visitor made: no name of a browser, no language, no path.',
    source: 'docs/protocol.md#never',
    async run(kit) {
      const hostile = 'evil.example]]>\u202e<a href="https://evil.example">Prize</a>';
      const userAgent = 'Mozilla/5.0 evil.example]]> <a href="https://evil.example">Prize</a>';
      const attempt = await kit
        .browser()
        .open({ lang: 'en', appData: hostile }, { headers: { 'user-agent': userAgent } });
      const person = await kit.person();
      const reply = await person.scan(attempt.qrCodeUrl);
      const state = await attempt.state();
      expect(isTaken(state), `The attempt is ${state} after the scan.`);
      expect(!reply.includes('evil'), 'The reply repeats what the visitor has sent.');
      const isReadable = !/[\u202a-\u202e\u2066-\u2069]/.test(reply);
      expect(isReadable, 'The reply has marks that change the direction of the text.');
    },
  },
]);

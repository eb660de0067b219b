/** The encryption of pushes: every length is understood, and every broken text refused alike. */
import { readEncodingAesKey } from '../../../wechat/index.js';
import type { Case } from '../../case.js';
import { expect, expectStatus } from '../../expect.js';
import type { Kit } from '../../kit.js';
import { casesOf } from '../define.js';
import { withEncrypted } from './forgery.js';

const source = 'docs/wechat.md#message-encryption';

/** Encrypts whole blocks as they are, without padding. */
async function encryptRaw({ fixture }: Kit, plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const bytes = readEncodingAesKey(fixture.encodingAesKey);
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-CBC', false, ['encrypt']);
  const iv = bytes.slice(0, 16);
  // WebCrypto appends a block of padding, which is left out.
  const cipher = await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, plain);
  return new Uint8Array(cipher).subarray(0, plain.length);
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

interface Layout {
  readonly length?: number;
  readonly tail?: string;
  readonly padding?: number;
}

/** A message as WeChat lays it out, except for what `layout` says. */
function layOut(xml: string, appId: string, { length, tail = '', padding }: Layout) {
  const encoder = new TextEncoder();
  const [message, end] = [encoder.encode(xml), encoder.encode(appId + tail)];
  const used = 20 + message.length + end.length;
  const needed = 32 - (used % 32);
  const plain = new Uint8Array(used + needed).fill(padding ?? needed, used);
  plain.set(crypto.getRandomValues(new Uint8Array(16)));
  new DataView(plain.buffer).setUint32(16, length ?? message.length);
  plain.set(message, 20);
  plain.set(end, 20 + message.length);
  return plain;
}

export const cryptCases: readonly Case[] = casesOf('core', source, [
  {
    name: 'push-every-length',
    rule: 'Pushes of every length are understood, whatever padding that needs.',
    async run(kit) {
      const { openid } = await kit.person();
      const lengths = Array.from({ length: 64 }, (_, index) => index + 1);
      const refused: number[] = [];
      // One after the other: all at once would try how many connections the backend's server queues.
      for (const length of [...lengths, 500, 1001, 2000]) {
        const xml = kit.pushes.textXml(openid, 'x'.repeat(length));
        const { status } = await kit.pushes.push(xml, { as: `a text of ${length} letters` });
        if (status !== 200) refused.push(length);
      }
      expect(refused.length === 0, `Texts of these lengths are refused: ${refused.join(', ')}.`);
    },
  },
  {
    name: 'push-broken-encryption',
    rule: 'A wrong padding, length or end, and loose base64, get one and the same refusal: anything else is an oracle.',
    source:
      'https://owasp.org/www-project-web-security-testing-guide/stable/4-Web_Application_Security_Testing/09-Testing_for_Weak_Cryptography/02-Testing_for_Padding_Oracle',
    async run(kit) {
      const { appId } = kit.fixture;
      const [attempt, { openid }] = [await kit.browser().open(), await kit.person()];
      const xml = kit.pushes.eventXml({ openid, scene: kit.sceneOf(attempt) });
      const layouts: Readonly<Record<string, Layout>> = {
        'with a padding of 0': { padding: 0 },
        'with a padding of 33': { padding: 33 },
        'with a length beyond the end': { length: 0x7fffffff },
        'with a length that is too small': { length: 10 },
        'with bytes after the AppID': { tail: 'x' },
      };
      const texts: Record<string, string> = {};
      for (const [as, layout] of Object.entries(layouts)) {
        texts[as] = base64(await encryptRaw(kit, layOut(xml, appId, layout)));
      }
      const right = base64(await encryptRaw(kit, layOut(xml, appId, {})));
      texts['with a block too few'] = base64(
        Uint8Array.from(atob(right), (char) => char.charCodeAt(0)).subarray(0, -16),
      );
      texts['with letters that are not base64'] = `!${right.slice(1)}`;
      texts['with padding in the middle of base64'] = `${right.slice(0, 8)}=${right.slice(8)}`;
      const seen = new Map<string, string>();
      for (const [as, encrypted] of Object.entries(texts)) {
        const sealed = await kit.pushes.sign(xml);
        const answer = await kit.pushes.send(await withEncrypted(kit, sealed, encrypted), as);
        const isRefused = answer.status >= 400 && answer.status < 500;
        expect(isRefused, `A push ${as} is answered with ${answer.status}.`);
        seen.set(`${answer.status} ${answer.text}`, as);
      }
      expect(seen.size === 1, `These have different answers: ${[...seen.values()].join('; ')}.`);
      const state = await attempt.state();
      expect(state === 'pending', `A push with a broken encryption has made the attempt ${state}.`);
      const sealed = await kit.pushes.sign(xml);
      const whole = await kit.pushes.send(
        await withEncrypted(kit, sealed, right),
        'as it should be',
      );
      expectStatus(whole, 200, 'The same push with the right encryption');
    },
  },
]);

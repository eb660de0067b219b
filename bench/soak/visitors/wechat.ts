/** WeChat and the phones of its users: pushes, their repetitions, and the chat. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  createCrypt,
  decryptReply,
  eventXml,
  signPush,
  textXml,
  type Crypt,
} from 'wechat-mp-login/wechat';
import { account } from '../../load/account.js';
import { pushHeaders } from '../../load/client/target.js';

/** WeChat sends a push three times, each 5 s after the one before (docs/wechat.md#retries). */
const pushes = 3;
const pushEveryMs = 5000;

export interface Reply {
  /** Whether any of the pushes was answered. If none was, the chat says that the service is out of order. */
  readonly isAccepted: boolean;
  /** What the chat says; '' if nothing. */
  readonly text: string;
  /** How the pushes were answered. */
  readonly answers: readonly string[];
}

export interface Phones {
  scan(scene: string, openid: string): Promise<Reply>;
  /** Taps Confirm in the question of the chat. */
  confirm(question: string, openid: string): Promise<Reply>;
}

let messages = 0;

const nowS = (): number => Math.floor(Date.now() / 1000);

export async function createPhones(callbackUrl: string, send: typeof fetch): Promise<Phones> {
  const crypt = await createCrypt(account);
  const to = account.originalId;
  return {
    scan: (scene, from) =>
      deliver(
        eventXml({ to, from, createdAtS: nowS(), event: 'SCAN', eventKey: scene, ticket: 'gQ' }),
      ),
    confirm(question, from) {
      const content = decodeURIComponent(confirmLink.exec(question)?.[1] ?? '');
      const msgId = String(Date.now() * 1000 + messages++);
      const xml = textXml({ to, from, createdAtS: nowS(), content, msgId });
      return deliver(
        xml.replace('</xml>', '<bizmsgmenuid><![CDATA[confirm]]></bizmsgmenuid></xml>'),
      );
    },
  };

  async function deliver(xml: string): Promise<Reply> {
    const answers: string[] = [];
    for (let sent = 1; ; sent++) {
      const isOver = pause(pushEveryMs);
      const { answer, text } = await push(xml);
      answers.push(answer);
      if (text !== undefined) return { isAccepted: true, text, answers };
      if (sent === pushes) return { isAccepted: false, text: '', answers };
      await isOver;
    }
  }

  async function push(xml: string): Promise<{ answer: string; text?: string }> {
    const stamp = { timestampS: nowS(), nonce: String(100_000_000 + messages++) };
    const { query, body } = await signPush(xml, { ...account, ...stamp, crypt, mode: 'safe' });
    try {
      const response = await send(`${callbackUrl}?${query.toString()}`, {
        ...{ method: 'POST', body, headers: pushHeaders },
        signal: AbortSignal.timeout(pushEveryMs),
      });
      const answer = await response.text();
      if (response.status !== 200) return { answer: String(response.status) };
      return { answer: '200', text: await textOf(answer, crypt) };
    } catch (error) {
      return { answer: String(error) };
    }
  }
}

const confirmLink =
  /<a href="weixin:\/\/bizmsgmenu\?msgmenucontent=([^&"]*)&(?:amp;)?msgmenuid=confirm">/;

export const isQuestion = (text: string): boolean => confirmLink.test(text);

async function textOf(answer: string, crypt: Crypt): Promise<string> {
  if (answer === 'success' || answer === '') return '';
  const xml = await decryptReply(answer, { token: account.token, crypt });
  return /<Content><!\[CDATA\[([^]*?)\]\]>/.exec(xml)?.[1] ?? '';
}

/** What people do in WeChat during a random walk: scan, answer in the chat, follow and unfollow. */
import assert from 'node:assert/strict';
import { eventXml } from '../../../../src/wechat/push/write-messages.js';
import { linkText, originalId } from '../harness.js';
import { openidOf, type Reply, type Setting, type WalkTab } from './setting.js';
import { people, type Person } from './steps.js';

/** What the chat answers to a scan that changes nothing. */
const nothing =
  /already used|expired|no longer works|too many codes|another code since|another page since|too often|no page shows|^$/;

export function createChat({ backend, oracle, replies, followers, accountOf }: Setting) {
  async function scan(tab: WalkTab, by: Person): Promise<void> {
    const openid = openidOf(by);
    const { scene, digits } = tab;
    const text = await (digits
      ? backend.type(digits, { openid })
      : backend.scan(scene, { openid }));
    if (nothing.test(text)) return;
    const { scannedBy = by } = tab.model;
    assert.equal(scannedBy, by, 'two people have scanned one code');
    tab.model.scannedBy = by;
    replies.push({ text, to: by, tab });
  }

  async function send(by: Person, content: string, { to, tab }: Reply): Promise<string> {
    const text = await backend.type(content, { openid: openidOf(by) });
    if (by === to && text !== '') replies.push({ text, to, tab });
    return text;
  }

  async function confirm(reply: Reply, by: Person, typed: boolean): Promise<void> {
    const { text, to, tab } = reply;
    const [, number] = /reply (\d\d) to confirm/.exec(text) ?? [];
    if (number === undefined) return;
    if (by === to) tab.model.isConfirmed = true;
    await send(by, typed ? number : linkText(text, 'confirm'), reply);
  }

  async function sayNotMe(reply: Reply, typed: boolean): Promise<void> {
    const { text, to, tab } = reply;
    const [, number] = /or (\d\d) if it is not you/.exec(text) ?? [];
    if (!text.includes('msgmenuid=not-me')) return;
    const isLate = !oracle.mustUndo(tab.model);
    const content = typed && number !== undefined ? number : linkText(text, 'not-me');
    const answer = await send(to, content, reply);
    const isAccepted = answer.startsWith('Thank you');
    if (!typed) assert.ok(isAccepted || isLate, `Not me is refused: ${answer}`);
    if (!isAccepted) return;
    const found = await Promise.all(
      people.map(async (each) => [each, await isLast(each)] as const),
    );
    oracle.denied(tab.model, (person) => new Map(found).get(person) ?? false);
  }

  async function isLast(person: Person): Promise<boolean> {
    const id = await accountOf(person);
    return id !== undefined && (await backend.accounts.identities(id)).length === 1;
  }

  async function push(person: Person, event: 'subscribe' | 'unsubscribe'): Promise<void> {
    const from = openidOf(person);
    if (event === 'subscribe') followers.add(from);
    else followers.delete(from);
    const createdAtS = Math.floor(backend.clock.nowMs / 1000);
    await backend.push(eventXml({ to: originalId, from, createdAtS, event, eventKey: '' }));
  }

  return { scan, confirm, sayNotMe, push };
}

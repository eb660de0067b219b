/** What a tap on the phone does on the platform, and what of it is pushed. */
import { eventXml, textXml, writeFlatXml } from '../../wechat/index.js';
import { profileOf } from '../account.js';
import type { Code } from '../qr-codes/qr-codes.js';
import { say, type Member } from '../people.js';
import { PhoneError, type Person, type Phone, type ScanResult } from './phone.js';
import type { Platform } from '../platform.js';
import type { Pusher } from '../push/push.js';

/** Of a message, in characters. */
const maxText = 2000;
/** Profiles that stay open on one phone; the oldest are closed. */
const maxOpenProfiles = 1000;

export function createPhone(platform: Platform, { push }: Pusher): Phone {
  const { account, codes, members, now, random } = platform;
  const profiles = new Map<string, { readonly personId: string; readonly code: Code }>();

  function memberOf(personId: string): Member {
    const member = members.get(personId);
    if (!member) throw new PhoneError('There is nobody with this id on the phone.');
    return member;
  }

  function openProfile(personId: string, code: Code): ScanResult {
    const scanId = random.base64url(22);
    profiles.set(scanId, { personId, code });
    const [oldest] = profiles.keys();
    if (profiles.size > maxOpenProfiles && oldest !== undefined) profiles.delete(oldest);
    return { type: 'profile', account: profileOf(account), scanId };
  }

  function openChat(): ScanResult {
    return { type: 'chat', account: profileOf(account) };
  }

  function pushEvent(member: Member, event: string, eventKey: string, code?: Code): void {
    const about = { to: account.originalId, createdAtS: Math.floor(now() / 1000), event, eventKey };
    const ticket = code ? { ticket: code.ticket } : {};
    push(member, event, (from) => eventXml({ ...about, ...ticket, from }));
  }

  function startFollowing(member: Member, code?: Code): ScanResult {
    if (account.disabled) return { type: 'unavailable' };
    if (member.following) return openChat();
    member.following = { sinceMs: now(), by: code ? 'code' : 'search', scene: code?.scene ?? '' };
    pushEvent(member, 'subscribe', code ? `qrscene_${code.scene}` : '', code);
    return openChat();
  }

  function sendText(member: Member, content: string, menuId?: string): void {
    if (!member.following) throw new PhoneError('Only who follows the account can write to it.');
    if (content.trim() === '' || content.length > maxText) {
      throw new PhoneError(`A message has 1 to ${maxText} characters.`);
    }
    say(member, { from: 'person', text: content, atMs: now() });
    const [to, createdAtS] = [account.originalId, Math.floor(now() / 1000)];
    // 64 bits and above 2^53, so that whoever makes a number of it notices.
    const msgId = `2${random.digits(16)}`;
    push(member, 'text', (from) =>
      menuId === undefined || account.test
        ? textXml({ to, from, createdAtS, content, msgId })
        : writeFlatXml([
            ['ToUserName', to],
            ['FromUserName', from],
            ['CreateTime', createdAtS],
            ['MsgType', 'text'],
            ['Content', content],
            ['MsgId', BigInt(msgId)],
            ['bizmsgmenuid', menuId],
          ]),
    );
  }

  function scan(member: Member, text: string): ScanResult {
    const code = codes.byUrl(text);
    if (!code) return { type: 'unknown', text };
    if (account.disabled) return { type: 'unavailable' };
    if (codes.isExpired(code)) return { type: 'expired' };
    if (!member.following) return openProfile(member.id, code);
    pushEvent(member, 'SCAN', code.scene, code);
    return openChat();
  }

  function follow(member: Member, scanId: string): ScanResult {
    const profile = profiles.get(scanId);
    if (profile?.personId !== member.id) {
      throw new PhoneError('This profile is not open on this phone; scan the code again.');
    }
    return startFollowing(member, profile.code);
  }

  function unfollow(member: Member): void {
    if (!member.following) return;
    member.following = undefined;
    member.chat = [];
    pushEvent(member, 'unsubscribe', '');
  }

  function addPerson(name: string): Person {
    const trimmed = name.trim();
    if (trimmed === '' || trimmed.length > 40) {
      throw new PhoneError('A name has 1 to 40 characters.');
    }
    if (members.isFull()) throw new PhoneError('No more people fit on this phone.');
    return personOf(members.add(trimmed));
  }

  function tap(member: Member, href: string): void {
    const url = URL.canParse(href) ? new URL(href) : undefined;
    if (url && /^https?:$/.test(url.protocol)) return;
    const menu = url?.protocol === 'weixin:' && /^weixin:\/\/bizmsgmenu\b/i.test(href);
    const content = url?.searchParams.get('msgmenucontent');
    if (!menu || !content) throw new PhoneError('This link is none that a chat can follow.');
    sendText(member, content, url.searchParams.get('msgmenuid') ?? undefined);
  }

  return {
    people: () => perform(() => members.all().map(personOf)),
    addPerson: (name) => perform(() => addPerson(name)),
    scan: (id, text) => perform(() => scan(memberOf(id), text)),
    follow: (id, scanId) => perform(() => follow(memberOf(id), scanId)),
    followBySearch: (id) => perform(() => startFollowing(memberOf(id))),
    unfollow: (id) => perform(() => unfollow(memberOf(id))),
    chat: (id) => perform(() => [...memberOf(id).chat]),
    send: (id, text) => perform(() => sendText(memberOf(id), text)),
    tap: (id, href) => perform(() => tap(memberOf(id), href)),
  };
}

/** At once, but with its result, or what it throws, in a promise. */
function perform<T>(act: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(act());
  });
}

function personOf({ id, name, avatar, following }: Member): Person {
  return { id, name, avatar, follows: following !== undefined };
}

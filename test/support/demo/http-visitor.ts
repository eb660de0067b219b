/** A visitor of the demo over HTTP, without a browser: cookies, forms and scans. */
import assert from 'node:assert/strict';
import { confirmIfAsked } from '../simulator/confirm-in-chat.js';
import type { InboxMessage } from '../../../src/phone/connection.js';
import type { RunningDemo } from '../../../demo/start.js';
import { createHttpBackend } from '../../../src/client/index.js';
import { createChain } from '../../../src/protocol/chain.js';
import type { BindRequest, BindResult, RedeemResult } from '../../../src/protocol/messages.js';

export interface Answer {
  readonly status: number;
  /** Path and query of a redirect; '' if there is none. */
  readonly location: string;
  readonly text: string;
  readonly headers: Headers;
}

export interface Visitor {
  readonly cookies: Map<string, string>;
  get(path: string): Promise<Answer>;
  /** Sends a form, by default from a page of this origin. */
  post(path: string, fields?: Readonly<Record<string, string>>, origin?: string): Promise<Answer>;
  /** The name on the first page; undefined if nobody is signed in. */
  name(): Promise<string | undefined>;
  /**
   * Starts a login, lets this person scan and follow, and redeems it.
   * @param backend the path of the backend
   */
  scan(person: number, backend?: string): Promise<Scanned>;
}

export interface Scanned {
  readonly result: RedeemResult;
  /** The digits in the chat's reply; '' if it has none. */
  readonly digits: string;
  bind(request: Omit<BindRequest, 'verifier'>): Promise<BindResult>;
  sendCode(method: string, fields: Readonly<Record<string, string>>): Promise<void>;
}

/**
 * @param cookies the cookies of an earlier visit
 * @param send sends the requests
 */
export function createVisitor(
  { origin, simulator }: RunningDemo,
  cookies = new Map<string, string>(),
  send: typeof fetch = fetch,
): Visitor {
  const browse: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('Cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    if (!headers.has('Origin')) headers.set('Origin', origin);
    const response = await send(input, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      assert.match(line, /; HttpOnly;.* SameSite=Lax/);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/; Max-Age=0;/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  async function request(path: string, init?: RequestInit): Promise<Answer> {
    const response = await browse(origin + path, init);
    const { status, headers } = response;
    return {
      status,
      headers,
      location: headers.get('location') ?? '',
      text: await response.text(),
    };
  }

  return {
    cookies,
    get: (path) => request(path),
    post: (path, fields = {}, from = origin) =>
      request(path, {
        method: 'POST',
        headers: { Origin: from },
        body: new URLSearchParams({ ...fields }),
      }),
    async name() {
      return /<h1><bdi>(.*?)<\/bdi>/.exec((await request('/?lang=en')).text)?.[1];
    },
    async scan(index, path = '/wechat-login') {
      assert.ok(simulator);
      const { phone } = simulator;
      const { signal } = new AbortController();
      const backend = createHttpBackend(`${origin}${path}`, { fetch: browse });
      const { key, verifier, challenge } = await createChain();
      const wanted = { challenge, purpose: 'login', method: 'scan', lang: 'en' } as const;
      const { id, rev, interval, present } = await backend.create(wanted, { signal });
      assert.ok(present.type === 'qr');
      const person = (await phone.people())[index]?.id ?? '';
      const scanned = await phone.scan(person, present.url);
      if (scanned.type === 'profile') await phone.follow(person, scanned.scanId);
      await simulator.idle();
      await confirmIfAsked(phone, person);
      for await (const { state } of backend.watch({ id, key }, { rev, interval, signal })) {
        if (state === 'approved') break;
      }
      const result = await backend.redeem(id, verifier, { signal });
      const reply = (await phone.chat(person)).at(-1)?.text ?? '';
      return {
        result,
        digits: /(?<!\d)\d{6}(?!\d)/.exec(reply)?.[0] ?? '',
        async bind(binding) {
          const bound = await backend.bind?.(id, { ...binding, verifier }, { signal });
          return bound ?? assert.fail('The backend cannot bind.');
        },
        async sendCode(method, fields) {
          await backend.sendVerificationCode?.(id, { method, fields, verifier }, { signal });
        },
      };
    },
  };
}

/** Waits until the phone has at least this many messages. */
export async function messagesOf(demo: RunningDemo, atLeast: number): Promise<InboxMessage[]> {
  const leaving = new AbortController();
  const response = await fetch(`${demo.origin}/simulator/inbox`, { signal: leaving.signal });
  let text = '';
  try {
    for await (const chunk of response.body ?? []) {
      text += new TextDecoder().decode(chunk);
      const event = text.split('\n\n').at(-2);
      const messages = event ? (JSON.parse(event.slice('data: '.length)) as InboxMessage[]) : [];
      if (messages.length >= atLeast) return messages;
    }
  } finally {
    leaving.abort();
  }
  return assert.fail('The stream of messages ended.');
}

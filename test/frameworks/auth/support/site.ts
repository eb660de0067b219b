/** An application with better-auth and the plugin of src, without a server: with visitors, and a simulated WeChat. */
import assert from 'node:assert/strict';
import { createChain } from '../../../../src/protocol/chain.js';
import type { WechatMpOptions } from '../../../../src/better-auth/index.js';
import { createSimulator } from '../../../../src/simulator/index.js';
import { installBetterAuth } from '../../../support/frameworks/better-auth.js';
import { confirmIfAsked } from '../../../support/simulator/confirm-in-chat.js';
import { slowDown } from './slow-database.js';

installBetterAuth();
const { wechatMp } = await import('../../../../src/better-auth/index.js');
const { betterAuth } = await import('better-auth');
const { memoryAdapter } = await import('better-auth/adapters/memory');

export type AuthOptions = Parameters<typeof betterAuth>[0];
export interface SiteOptions {
  readonly auth?: Partial<AuthOptions>;
  readonly plugin?: Partial<WechatMpOptions>;
  /** Delays the database in an order of its own. */
  readonly seed?: number;
}

export const origin = 'http://localhost';
export const password = 'correct horse battery';

export async function createSite({ auth: more, plugin, seed }: SiteOptions = {}) {
  const simulator = createSimulator({ deliver: (request) => auth.handler(request) });
  simulator.account.callbackUrl = `${origin}/api/auth/wechat-mp/wechat/default`;
  const tables: Record<string, Record<string, unknown>[]> = {
    ...{ user: [], session: [], account: [], verification: [], twoFactor: [], deviceCode: [] },
  };
  const database = memoryAdapter(tables);
  const auth = betterAuth({
    baseURL: origin,
    secret: 'a secret of this test, of 32 characters',
    database: seed === undefined ? database : slowDown(database, seed),
    emailAndPassword: { enabled: true },
    logger: { disabled: true },
    // better-auth leaves the check out in tests, if it is not told to make it.
    advanced: { disableOriginCheck: false },
    ...more,
    plugins: [
      wechatMp({
        wechat: simulator.wechatOptions(),
        officialAccount: { name: 'Mountain Shop' },
        newAccounts: 'create',
        ...plugin,
      } as WechatMpOptions),
      ...(more?.plugins ?? []),
    ],
  });
  return { auth, tables, simulator, createVisitor: () => createVisitor(auth, simulator) };
}

type Site = Awaited<ReturnType<typeof createSite>>;
export type Visitor = ReturnType<typeof createVisitor>;

interface Attempt {
  readonly id: string;
  readonly verifier: string;
  readonly qrCode: string;
}

/** A browser without a page: it keeps cookies. */
function createVisitor(auth: Site['auth'], simulator: Site['simulator']) {
  const jar = new Map<string, string>();

  const headers = (): Headers =>
    new Headers({ cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), origin });

  function keep(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /Max-Age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
  }

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const all = headers();
    for (const [name, value] of Object.entries(init.headers ?? {})) all.set(name, String(value));
    const request = new Request(`${origin}/api/auth${path}`, { ...init, headers: all });
    const response = await auth.handler(request);
    keep(response.headers.getSetCookie());
    return response;
  }

  const post = (path: string, body: object = {}): Promise<Response> =>
    send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  async function read<T>(response: Promise<Response>): Promise<T> {
    const given = await response;
    const text = await given.text();
    assert.ok(given.ok, `${given.status} ${text}`);
    return JSON.parse(text) as T;
  }

  /** Opens the page, which shows a QR code. */
  async function start(purpose = 'login'): Promise<Attempt> {
    const { verifier, challenge } = await createChain();
    type Created = { readonly id: string; readonly present: { readonly url: string } };
    const body = { challenge, purpose, method: 'scan', lang: 'en' };
    const { id, present } = await read<Created>(post('/wechat-mp/attempts', body));
    return { id, verifier, qrCode: present.url };
  }

  return {
    jar,
    headers,
    keep,
    send,
    post,
    start,
    /** Opens the page and scans it as this person of the simulator, who also confirms. */
    async scan(person = 0, purpose = 'login'): Promise<Attempt> {
      const attempt = await start(purpose);
      await scanQrCode(simulator, person, attempt.qrCode);
      return attempt;
    },
    redeem: ({ id, verifier }: Attempt): Promise<Response> =>
      post(`/wechat-mp/attempts/${id}/redeem`, { verifier }),
    async signIn(person = 0): Promise<string> {
      const attempt = await this.scan(person);
      await read(this.redeem(attempt));
      return (await this.session())?.user.id ?? assert.fail('nobody is signed in');
    },
    /** A user of better-auth's own, who is signed in. */
    async signUp(name: string): Promise<string> {
      await read(post('/sign-up/email', { name, email: `${name}@example.com`, password }));
      return (await this.session())?.user.id ?? assert.fail('nobody is signed in');
    },
    session: () => auth.api.getSession({ headers: headers() }),
  };
}

/** Scans with the phone of a person, who follows if they do not yet, and confirms if they are asked. */
async function scanQrCode(
  { phone, idle }: Site['simulator'],
  person: number,
  qrCode: string,
): Promise<void> {
  const { id } = (await phone.people())[person] ?? assert.fail();
  const scanned = await phone.scan(id, qrCode);
  if (scanned.type === 'profile') await phone.follow(id, scanned.scanId);
  await idle();
  await confirmIfAsked(phone, id);
  await idle();
}

/** A visitor with a browser and a phone: a login from the first request to the session. */
import { createHash, randomBytes } from 'node:crypto';
import { parseCreated } from 'wechat-mp-login/protocol';
import { openidOf, sceneOf } from '../account.js';
import { createBrowser, type Browser, type World } from './browser.js';
import { followAttempt } from './follow.js';
import { insist } from './patience.js';
import { LoadError } from '../tally.js';
import { pushHeaders, requireStatus } from './target.js';
import { writeScanPush } from './wechat-push.js';

const s256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

export interface Visitor {
  /** Opens the event stream. Resolves once it is open. */
  follow(): Promise<void>;
  /** WeChat sends the push of this visitor's scan. Resolves when the backend has answered it. */
  scan(): Promise<void>;
  /** Resolves when the stream says that the attempt is approved. */
  approved(): Promise<void>;
  /** Signs in, and checks that it is the person who has scanned. */
  redeem(): Promise<void>;
  /** Closes the stream, as a closed tab does. */
  leave(): void;
  /** Why the visitor waits no longer, if they do not: the QR code has expired, for example. */
  readonly endedBy: string | undefined;
}

/** Creates an attempt: the visitor sees a QR code. @param number of a person who was never here */
export async function arrive(world: World, number: number): Promise<Visitor> {
  const { target, connection, tally } = world;
  const { basePath, callbackPath, patienceMs = 0 } = target;
  const browser = createBrowser(world, number);
  const openid = openidOf(number);
  const attempts = `${basePath}/attempts`;
  const { verifier, key, id, scene } = await createAttempt(world, browser, attempts);
  const stream = followAttempt(browser, tally, { path: `${attempts}/${id}`, key, patienceMs });
  return {
    follow: stream.open,
    async scan() {
      const { query, body } = writeScanPush(scene, openid);
      await insist('push', patienceMs, tally, async () => {
        const sent = { method: 'POST', path: callbackPath + query, body } as const;
        const server = connection.nextServer();
        requireStatus(
          'push',
          await connection.http.send({ ...sent, server, headers: pushHeaders }),
          200,
        );
      });
    },
    approved: stream.approved,
    async redeem() {
      const answer = await browser.post('redeem', `${attempts}/${id}/redeem`, { verifier }, 200);
      requirePerson('redeem', openid, answer);
      if (!browser.hasCookie('session') && !browser.hasCookie('__Host-session')) {
        throw new LoadError('redeem: no session');
      }
      if (!target.usesSessions) return;
      requirePerson('session', openid, {
        result: 'authenticated',
        account: await browser.get('session', '/whoami'),
      });
    },
    leave: stream.close,
    get endedBy() {
      return stream.endedBy();
    },
  };
}

/** The page repeats a request that got no answer; the backend may have taken it, and then wants a new chain. */
async function createAttempt({ target, tally }: World, browser: Browser, path: string) {
  for (let triesLeft = target.patienceMs ? 3 : 1; ; triesLeft--) {
    const verifier = randomBytes(32).toString('base64url');
    const key = s256(verifier);
    const body = { challenge: s256(key), purpose: 'login', method: 'scan' };
    try {
      const { id, present } = parseCreated(await browser.post('create', path, body, 201));
      if (present.type !== 'qr') throw new LoadError('create: no QR code');
      return { verifier, key, id, scene: sceneOf(present.url) };
    } catch (error) {
      const isUsed = error instanceof LoadError && error.message.endsWith(' challenge_used');
      if (!isUsed || triesLeft <= 1) throw error;
      tally.retried(error);
    }
  }
}

/** @throws LoadError if somebody else is signed in, or nobody */
function requirePerson(what: string, openid: string, answer: unknown): void {
  // An instance of a load run names each account after its openid.
  const { result, account } = answer as { result?: string; account?: { name?: string } };
  if (result !== 'authenticated') throw new LoadError(`${what}: ${result ?? 'no result'}`);
  if (account?.name !== openid) throw new LoadError(`${what}: signed in as somebody else`);
}

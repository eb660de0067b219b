/** The client's side of the yardsticks: the same requests as of logins, to servers that do nothing. */
import { randomBytes } from 'node:crypto';
import { openidOf } from '../../load/account.js';
import type { Http, Server } from '../../load/client/http.js';
import { atRate, inLanes, type Rate } from '../../load/client/pace.js';
import { LoadError, type Tally } from '../../load/tally.js';
import { pageHeaders, pushHeaders, requireStatus } from '../../load/client/target.js';
import { writeScanPush } from '../../load/client/wechat-push.js';

export interface BareRequests {
  readonly server: Server;
  readonly path: string;
  readonly logins: number;
  readonly lanes: number;
}

/** As the cookie of an attempt, and as a scene. */
const cookie = `wml-${'x'.repeat(22)}=${'x'.repeat(43)}`;
const scene = 'x'.repeat(36);
const origin = 'http://localhost:3000';

/** Three requests for each login: create, push, redeem. */
export async function bareRequests(
  http: Http,
  tally: Tally,
  { server, path, logins, lanes }: BareRequests,
): Promise<void> {
  let visitor = 0;
  const send = async (
    what: string,
    query: string,
    headers: Record<string, string>,
    body: string,
  ) => {
    const sent = { server, method: 'POST', path: path + query, headers, body } as const;
    const answer = await http.send(sent);
    requireStatus(what, answer, 200);
    JSON.parse(answer.text);
  };
  await inLanes(logins, lanes, async () => {
    const headers = pageHeaders(++visitor, origin);
    const value = randomBytes(32).toString('base64url');
    const push = writeScanPush(scene, openidOf(visitor));
    const created = JSON.stringify({ challenge: value, purpose: 'login', method: 'scan' });
    try {
      await send('create', '', headers, created);
      await send('push', push.query, pushHeaders, push.body);
      await send('redeem', '', { ...headers, Cookie: cookie }, JSON.stringify({ verifier: value }));
      tally.signedIn();
    } catch (error) {
      tally.failed(error);
    }
  });
}

export interface BareWrites extends Rate {
  readonly server: Server;
  readonly path: string;
}

interface BareStream {
  readonly id: string;
  /** Those who wait for the next events. */
  readonly heard: (() => void)[];
}

/** Streams that a bare server keeps open, each under its number. */
export function createBareStreams(http: Http, tally: Tally) {
  const streams: BareStream[] = [];
  let writes = 0;

  async function open(server: Server): Promise<void> {
    const stream: BareStream = { id: randomBytes(16).toString('base64url'), heard: [] };
    const sent = {
      ...({ server, method: 'GET', path: `/streams/${stream.id}` } as const),
      headers: { ...pageHeaders(streams.length, origin), Accept: 'text/event-stream' },
    };
    try {
      const { status } = await http.openStream(sent, {
        event: () => stream.heard.shift()?.(),
        ended: (why) => tally.failed(new LoadError(`bare stream: ${why}`)),
      });
      requireStatus('bare stream', { status, text: '', setCookies: [] }, 200);
      streams.push(stream);
    } catch (error) {
      tally.failed(error);
    }
  }

  async function write({ server, path }: BareWrites, intendedAtMs: number): Promise<void> {
    const stream = streams[writes++ % streams.length];
    if (!stream) throw new Error('No bare stream is open.');
    const { query, body } = writeScanPush(scene, openidOf(0));
    const sent = { server, method: 'POST', path: `${path}/${stream.id}${query}`, body } as const;
    const heard = new Promise<void>((resolve) => stream.heard.push(resolve));
    const answer = await http.send({ ...sent, headers: pushHeaders });
    requireStatus('bare write', answer, 200);
    await heard;
    tally.took('push to page', performance.now() - intendedAtMs);
    tally.signedIn();
  }

  return {
    fill: (server: Server, wanted: number): Promise<void> =>
      inLanes(wanted - streams.length, 32, () => open(server)),
    writeAtRate: (options: BareWrites): Promise<void> =>
      atRate(options, (intendedAtMs) => write(options, intendedAtMs).catch(tally.failed)),
  };
}

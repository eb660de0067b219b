/** Finds out what the backend declares, with one create, before any case runs. */
import { createTrace } from './http/trace.js';
import { describe, type Answer } from './http/send.js';
import { BrokenOff } from './case.js';
import { describeKnown, recognize } from './known-backends.js';
import { createBrowser } from './page/browser.js';
import { createChain } from '../protocol/chain.js';
import type { Rig } from './rig.js';

/** The backend cannot be checked; the message says what to do. */
export class NotReady extends Error {
  override readonly name = 'NotReady';
}

/**
 * Asks until the backend answers, for `timeoutMs` at most.
 * @returns the levels that it declares
 * @throws NotReady
 */
export async function discover(rig: Rig, timeoutMs: number): Promise<readonly string[]> {
  const endsAtMs = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await askLevels(rig);
    } catch (error) {
      if (!(error instanceof BrokenOff)) throw error;
      if (Date.now() > endsAtMs) {
        throw new NotReady(`The backend does not answer at ${rig.url}. ${error.message}.`);
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

async function askLevels(rig: Rig): Promise<readonly string[]> {
  const answer = await createAny(rig);
  const levels = answer.body['levels'];
  if (answer.status === 201 && Array.isArray(levels)) return levels.map(String);
  const known = await recognize(rig.url, rig.timeoutMs);
  if (known) throw new NotReady(describeKnown(known));
  throw new NotReady(
    `A create is answered with ${describe(answer)}, not with 201 and the levels. ${hint(rig, answer.status)}`,
  );
}

/** Creates by the first method that works: some official accounts make no QR codes. */
async function createAny(rig: Rig): Promise<Answer> {
  const browser = createBrowser(rig, createTrace());
  const answer = await browser.create(await createChain());
  const { code, methods } = answer.body;
  if (code !== 'method_unavailable' || !Array.isArray(methods)) return answer;
  if (!methods.includes('message')) throw new NotReady(withoutPeople(methods));
  rig.method = 'message';
  return browser.create(await createChain());
}

const withoutPeople = (methods: readonly unknown[]): string =>
  `The first official account offers ${methods.join(' and ') || 'nothing'}. The people of the checker need an account that offers scan or message: they have to sign in once before the cases of every level.`;

function hint(rig: Rig, status: number): string {
  if (status === 404) return 'Is this the base URL of the protocol, such as /wechat-login?';
  if (status === 403) return `Does the backend allow the origin ${rig.origin}?`;
  if (rig.apiCalls.length === 0) {
    return `It has not asked the checker's WeChat: start it with the fixture, whose WeChat API is at ${rig.fixture.wechatUrl}.`;
  }
  return `It has asked the checker's WeChat for ${rig.apiCalls.map(({ path }) => path).join(', ')}: are AppID and AppSecret those of the fixture?`;
}

/** Finds out, while WeChat waits for the reply, whether a WeChat user has an account here. */
import { withSignal, withTimeout } from '../../../../wechat/io/timeout.js';
import { errorKind } from '../../../base/log.js';
import type { Identity } from '../../../host/host.js';
import { isRefusal } from '../../../host/refusal.js';
import type { Backend } from '../../backend.js';
import { askAboutFollower } from '../../unionid.js';

/** Together with `userInfoTimeoutMs`, less than the time for the whole push (deadline.ts). */
const findTimeoutMs = 1500;
const userInfoTimeoutMs = 2000;
const allTimeoutMs = 3000;

/** `unclear`: the accounts or WeChat did not say. It is never taken for `new`. */
export type LookedUp =
  { readonly type: 'new' | 'unclear' } | { readonly type: 'known'; readonly accountId: string };

const unclear = { type: 'unclear' } as const;

export async function lookUp(
  backend: Backend,
  attempt: string,
  identity: Identity,
): Promise<LookedUp> {
  try {
    return await withTimeout(allTimeoutMs, search(backend, identity), () => {
      throw new DOMException(`The look-up took more than ${allTimeoutMs} ms`, 'TimeoutError');
    });
  } catch (error) {
    // A refusal: the page says so after the redeem.
    if (!isRefusal(error)) {
      backend.log('warn', 'known_unclear', { attempt, error: errorKind(error) });
    }
    return unclear;
  }
}

async function search(backend: Backend, identity: Identity): Promise<LookedUp> {
  const { options } = backend;
  const known = await find(backend, identity);
  if (known !== undefined) return { type: 'known', accountId: known };
  if (!options.openPlatform) return { type: 'new' };
  const user = await withSignal(userInfoTimeoutMs, (signal) =>
    askAboutFollower(backend, identity, signal),
  );
  if (!user?.subscribed) return unclear;
  // Without a unionid, the account is not bound to an Open Platform account, or so it seems.
  if (user.unionid === undefined) return options.expectsUnionid ? unclear : { type: 'new' };
  const byUnionid = await find(backend, { ...identity, unionid: user.unionid });
  return byUnionid === undefined ? { type: 'new' } : { type: 'known', accountId: byUnionid };
}

/** False also if the accounts do not answer in time: needless digits do less harm than missing ones. */
export async function hasAccount(
  backend: Backend,
  attempt: string,
  identity: Identity,
): Promise<boolean> {
  try {
    return (await find(backend, identity)) !== undefined;
  } catch (error) {
    if (!isRefusal(error)) {
      backend.log('warn', 'known_unclear', { attempt, error: errorKind(error) });
    }
    return false;
  }
}

/** The id of the account that this identity opens. */
function find({ accounts }: Backend, identity: Identity): Promise<string | undefined> {
  const found = async (): Promise<string | undefined> => (await accounts.find(identity))?.id;
  return withTimeout(findTimeoutMs, found(), () => {
    throw new DOMException(
      `The accounts did not answer within ${findTimeoutMs} ms`,
      'TimeoutError',
    );
  });
}

/** Method `oauth`: the address of web authorization, to which a page inside WeChat sends its visitor. */
import type { CreateRequest } from '../../../protocol/messages.js';
import type { Attempt } from '../../attempts/attempt.js';
import { invalid } from '../../base/errors.js';
import type { Caller } from '../../host/caller.js';
import type { Backend } from '../backend.js';
import { createState, oauthScene, stateOf } from '../oauth/state.js';
import type { ServedOfficialAccount } from '../official-accounts.js';

const defaultAuthorizeUrl = 'https://open.weixin.qq.com/connect/oauth2/authorize';

/** What such an attempt keeps: its state, and the page to come back to. */
export function aboutRedirect(
  { options, randomToken }: Backend,
  { resumeAt }: CreateRequest,
  { origin }: Caller,
): Pick<Attempt, 'scene' | 'resumeAt'> {
  if (resumeAt === undefined) throw invalid('resumeAt');
  return {
    scene: oauthScene(createState(randomToken)),
    resumeAt: { origin: origin ?? options.origin, path: resumeAt },
  };
}

/** WeChat checks the order of the parameters, and that the address ends with `#wechat_redirect`. */
export async function showRedirect(
  { attempts, options }: Backend,
  { wechat }: ServedOfficialAccount,
  attempt: Attempt,
): Promise<Attempt> {
  const query = new URLSearchParams({
    appid: wechat.appId,
    redirect_uri: `${options.baseUrl}/oauth/callback`,
    response_type: 'code',
    scope: 'snsapi_base',
    state: stateOf(attempt.scene),
  });
  const { authorizeUrl = defaultAuthorizeUrl } = wechat;
  const url = `${authorizeUrl}?${query.toString()}#wechat_redirect`;
  const present = { type: 'redirect', url } as const;
  const shown = await attempts.apply(attempt, { type: 'presented', present });
  return { ...shown.attempt, present };
}

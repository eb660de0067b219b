/** The checks that need an access token. */
import { clockToleranceS } from '../../../wechat/push/verify-push.js';
import { notChecked, ok, wrong, type Check, type Finding, type Patient } from '../check.js';
import { callRefused, troubleOf, type Trouble } from './errcodes.js';

/** A clock that is set by the network differs by less. Pushes are refused only from five minutes on. */
const maxDifferenceS = clockToleranceS / 5;

export const clock: Check = {
  name: 'clock',
  needs: ['api'],
  run({ calls }) {
    const aheadMs = calls.clockAheadMs();
    if (aheadMs === undefined) return notChecked('no_date');
    const seconds = Math.round(aheadMs / 1000);
    const values = { seconds: `${seconds > 0 ? '+' : ''}${seconds}` };
    return Math.abs(seconds) > maxDifferenceS ? wrong('clock_differs', values) : ok('clock_ok');
  },
};

/** Somebody who makes WeChat give another token makes the one before it invalid. */
export const tokenKept: Check = {
  name: 'token_kept',
  needs: ['app_secret', 'whitelist', 'account'],
  async run(patient) {
    const { calls, args, wait } = patient;
    const trouble = await troubleOf(patient);
    if (trouble?.owner === 'token_kept') return judge(trouble.error, patient);
    const first = await calls.useToken();
    if ('error' in first) return judge(first.error, patient);
    await wait(args.waitMs);
    const second = await calls.useToken();
    return 'error' in second
      ? judge(second.error, patient)
      : ok('token_kept_ok', { seconds: args.waitMs / 1000 });
  },
};

function judge(error: Trouble['error'], { args }: Patient): Finding {
  if (error.kind !== 'token') return callRefused(error);
  const { errcode = 0 } = error;
  return { ...wrong('token_invalidated', { errcode, seconds: args.waitMs / 1000 }), error };
}

export const openPlatform: Check = {
  name: 'open_platform',
  needs: ['app_secret', 'whitelist', 'account'],
  unlessWrong: ['token_kept'],
  async run({ args, calls }) {
    if (!args.isBound) return notChecked('unbound_on_purpose');
    const followers = args.openid === undefined ? await calls.followers() : { body: [args.openid] };
    if ('error' in followers) return callRefused(followers.error);
    for (const openid of followers.body) {
      const user = await calls.user(openid);
      if ('error' in user) {
        return user.error.errcode === 40003
          ? notChecked('openid_unknown')
          : callRefused(user.error);
      }
      // Followers that WeChat names may leave between the two calls.
      if (user.body.subscribed) return judgeUnionid(user.body.unionid);
      if (args.openid !== undefined) return notChecked('openid_not_following');
    }
    return notChecked('no_followers');
  },
};

const judgeUnionid = (unionid: string | undefined): Finding =>
  unionid === undefined ? wrong('no_unionid') : ok('unionid_ok');

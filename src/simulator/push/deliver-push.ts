/** Pushes to the account's server in the background, and keeps what was sent. */
import type { Platform } from '../platform.js';
import { callbackUrlOf, withQuery } from './callback-url.js';
import type { PushKeys } from './push-keys.js';
import { createSender, type Delivery, type Happening } from './send-push.js';
import { deliverOnce, pushHeaders, type Deliver } from './send-request.js';
import { handshakeQuery } from './sign.js';

export interface Pusher {
  /** Warns once if there is nowhere to push to. */
  readonly checkCallbackUrl: () => void;
  /**
   * Sends in the background, unless the account is disabled or has no callback URL.
   * @throws TypeError if nothing can be pushed to the callback URL
   * @throws WechatConfigurationError if the account's EncodingAESKey is malformed
   */
  readonly push: (happening: Happening) => void;
  readonly deliveries: readonly Delivery[];
  /** Resolves when no push is being sent any more. */
  readonly idle: () => Promise<void>;
  /** Asks the account's server for the echostr, as saving the settings page of WeChat does. */
  readonly verifyCallback: () => Promise<boolean>;
}

const maxDeliveries = 1000;

export function createPusher(platform: Platform, keys: PushKeys, deliver: Deliver): Pusher {
  const { account, settings, timers, log } = platform;
  const deliveries: Delivery[] = [];
  const pending = new Set<Promise<void>>();
  let hasWarned = false;
  const send = createSender(platform, keys, deliver, (delivery) => {
    deliveries.push(delivery);
    if (deliveries.length > maxDeliveries) deliveries.shift();
  });

  function checkCallbackUrl(): void {
    if (account.callbackUrl !== undefined || hasWarned) return;
    hasWarned = true;
    log('warn', 'no_callback_url', {
      meaning:
        'The account has no callback URL, so the backend hears of nothing. Set it as the owner would on the ' +
        'platform: simulator.account.callbackUrl = login.callbackUrl.',
    });
  }

  return {
    deliveries,
    checkCallbackUrl,
    push(happening) {
      checkCallbackUrl();
      const callbackUrl = callbackUrlOf(account, settings);
      if (!callbackUrl || account.isDisabled) return;
      keys.check();
      const task = send(callbackUrl, happening).finally(() => pending.delete(task));
      pending.add(task);
    },
    async idle() {
      // Every push ends, so this loop ends as soon as nobody touches the phone.
      while (pending.size > 0) await Promise.allSettled(pending);
    },
    async verifyCallback() {
      const callbackUrl = callbackUrlOf(account, settings);
      if (!callbackUrl) return false;
      const query = await handshakeQuery(platform);
      const url = withQuery(callbackUrl, query);
      const outcome = await deliverOnce(deliver, timers, settings.pushTimeoutMs, url, {
        headers: pushHeaders,
      });
      if (outcome.type !== 'answered' || outcome.status !== 200) return false;
      return outcome.body === query.get('echostr');
    },
  };
}

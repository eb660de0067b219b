/** Checks the options about pushes that are not those of a login. */
import { requireOption } from '../base/configuration-error.js';
import { isPrivateAddress } from '../base/limits/address-group.js';
import type { ForwardOptions, OnPush, Options } from './options.js';
import { isLocalHost, isPrivateName } from './urls.js';

/** Where to send pushes on, and how. */
export interface CheckedForward {
  readonly url: string;
  readonly fetch: typeof fetch;
}

const example = '"https://app.example.com/wechat"';
/** WeChat's own, which the application could not tell from those of its address. */
const pushParameters = /^(signature|timestamp|nonce|openid|echostr|encrypt_type|msg_signature)$/i;

export function checkForwardPushes(
  given: Options['forwardPushes'],
  publicUrl: URL,
  callbackUrls: readonly URL[],
): CheckedForward | undefined {
  if (given === undefined) return undefined;
  const { url, fetch = globalThis.fetch }: Partial<ForwardOptions> =
    typeof given === 'object' ? given : { url: given };
  requireOption(
    typeof url === 'string' && URL.canParse(url),
    `\`forwardPushes\` must be the full URL at which your application receives pushes, such as ${example}, or an object with that \`url\`.`,
  );
  requireOption(
    typeof fetch === 'function',
    '`forwardPushes.fetch` must be a function like the global `fetch`; leave it out for that one.',
  );
  const target = new URL(url);
  requireOption(
    target.protocol === 'https:' || (target.protocol === 'http:' && isNear(target.hostname)),
    '`forwardPushes` must begin with https://. Only an address on this computer or in your own network may use http://.',
  );
  requireOption(
    target.hash === '' && target.username === '' && target.password === '',
    '`forwardPushes` must not contain "#" or credentials; remove them.',
  );
  requireOption(
    ![...target.searchParams.keys()].some((name) => pushParameters.test(name)),
    '`forwardPushes` must not contain a parameter that WeChat adds to a push, such as `signature`; remove it.',
  );
  requireOption(
    !isBackend(target, publicUrl, callbackUrls),
    `\`forwardPushes\` is this backend's own address, so a push would go round in circles. Set it to the address at which your application receives pushes, such as ${example}.`,
  );
  return { url, fetch };
}

export function checkOnPush({
  onPush,
  forwardPushes,
}: Pick<Options, 'onPush' | 'forwardPushes'>): OnPush | undefined {
  requireOption(
    onPush === undefined || typeof onPush === 'function',
    '`onPush` must be a function, `onPush(push)`; pass one or leave it out.',
  );
  requireOption(
    onPush === undefined || forwardPushes === undefined,
    '`onPush` and `forwardPushes` exclude each other, because only one of them can answer a push; leave one out.',
  );
  return onPush;
}

function isNear(hostname: string): boolean {
  const isAddress = /^\[|^[\d.]+$/.test(hostname);
  return (
    isLocalHost(hostname) ||
    (isAddress && isPrivateAddress(hostname.replace(/^\[|\]$/g, ''))) ||
    isPrivateName(hostname)
  );
}

/** Paths are compared as the backend compares them: without regard to case and needless slashes. */
function isBackend(target: URL, publicUrl: URL, callbackUrls: readonly URL[]): boolean {
  if (target.host !== publicUrl.host) return false;
  const [path = '', base = '', ...callbacks] = [target, publicUrl, ...callbackUrls].map(
    ({ pathname }) =>
      pathname
        .replace(/\/{2,}/g, '/')
        .replace(/\/$/, '')
        .toLowerCase(),
  );
  // At the root, the backend shares its host with the pages and perhaps with the application.
  return callbacks.includes(path) || (base !== '' && `${path}/`.startsWith(`${base}/`));
}

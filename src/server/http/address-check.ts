/** Notices when limits cannot tell visitors apart: they have the address of a proxy, or none. */
import { addressGroup, isPrivateAddress } from '../base/limits/address-group.js';
import type { EventLog } from '../base/operation/log-events.js';
import { urlOf } from './requests.js';

/** Headers in which proxies pass on the visitor's address. */
const headerNames = ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'CF-Connecting-IP'] as const;

const wayOut =
  'Behind a proxy, limits would count all visitors as one, and one of them could lock out all. ' +
  'Let the proxy pass on the address (nginx: `proxy_set_header X-Forwarded-For ' +
  '$proxy_add_x_forwarded_for;`) and set `trustedProxies` to the number of your proxies, or pass ' +
  'the right `address` to `login.fetch` (docs/backend.md, "The visitor\'s address").';

/** A page sends two, the second one to try the cookie, so three come from two visits. */
const minCreates = 3;

export interface AddressCheckOptions {
  readonly log: EventLog;
  /** Whether browsers reach the backend over https. A proxy then often ends TLS in front of it. */
  readonly isSecure: boolean;
}

/** Returns a function to call with each request and the address that limits will count it by. */
export function createAddressCheck({ log, isSecure }: AddressCheckOptions) {
  let hasWarned = false;
  /** The only address so far that pages came from; `null` after a second one. */
  let onlyAddress: string | null | undefined;
  let creates = 0;

  function warn(problem: string): void {
    hasWarned = true;
    log('warn', 'visitors_share_address', { meaning: `${problem} ${wayOut}` });
  }

  return (request: Request, address: string): void => {
    if (hasWarned) return;
    const { method, headers } = request;
    const arrived = headerNames.filter((name) => headers.has(name));
    const isRead = arrived.some((name) => hasAddress(headers.get(name) ?? '', address));
    if (arrived.length > 0 && !isRead) {
      warn(`${arrived.join(' and ')} arrived and was not read.`);
      return;
    }
    const opensPage = method === 'POST' && urlOf(request).pathname.endsWith('/attempts');
    if (!isSecure || !opensPage || onlyAddress === null) return;
    onlyAddress = onlyAddress === undefined || onlyAddress === address ? address : null;
    if (onlyAddress === null || ++creates < minCreates) return;
    if (address === '') warn('No address is passed, so limits by address do not apply.');
    if (isPrivateAddress(address)) warn('All visitors so far came from one private address.');
  };
}

/** Whether a header that proxies add to contains this address. */
function hasAddress(header: string, address: string): boolean {
  const group = addressGroup(address);
  return header
    .split(/[,;]/)
    .map((part) => part.trim().replace(/^for=/i, '').replaceAll('"', ''))
    .some((part) => part !== '' && addressGroup(part) === group);
}

/** Groups addresses for limits. */
import type { KeyedHash } from '../secrets/keyed-hash.js';

/** Longer text is no address. Somebody may send it in a header that a proxy passes on. */
const maxLength = 64;

/**
 * The part of an address that one client has to itself: an IPv4 address, in any of the ways to write it
 * as IPv6, or the first 64 bits of an IPv6 address, because networks assign those to a single site.
 * @see https://www.rfc-editor.org/rfc/rfc6177
 */
export function addressGroup(address: string): string {
  const parts = partsOf(address);
  return typeof parts === 'string' ? parts : parts.slice(0, 4).join(':');
}

/**
 * How far a group reaches. `lan`: an IPv6 /64. `site`: an IPv4 address or an IPv6 /56, which is what a
 * home or an office has. `network`: an IPv4 /24 or an IPv6 /48.
 */
export type GroupWidth = 'lan' | 'site' | 'network';

export interface AddressGroup {
  readonly width: GroupWidth;
  /** The same for all addresses of the group. Nobody without the secret can tell which group it is. */
  readonly key: string;
}

/**
 * All groups that an address belongs to, the narrowest first. None for an unknown address ('').
 *
 * Their keys are the hash of the network, followed by a number within it, which says nothing without the
 * network. So one hash is enough for all of them: every new attempt needs it, and WebCrypto takes some
 * 40 µs for one.
 */
export async function addressGroups(
  address: string,
  { hash }: Pick<KeyedHash, 'hash'>,
): Promise<readonly AddressGroup[]> {
  const parts = partsOf(address);
  if (parts === '') return [];
  const name = networkOf(parts);
  if (name === undefined) return [{ width: 'site', key: await hash([addressGroup(address)]) }];
  const network = await hash([name]);
  const group = (width: GroupWidth, within: string) => ({ width, key: `${network} ${within}` });
  const widest = { width: 'network', key: network } as const;
  if (typeof parts === 'string') return [group('site', parts.split('.')[3] ?? ''), widest];
  const subnet = parts[3] ?? '0';
  const site = (parseInt(subnet, 16) & 0xff00).toString(16);
  return [group('lan', `${subnet}/64`), group('site', `${site}/56`), widest];
}

/**
 * The network of an address, for logs and events: it names no household. `unknown` for no address, and
 * for text that is none.
 */
export function truncatedAddress(address: string): string {
  return networkOf(partsOf(address)) ?? 'unknown';
}

function networkOf(parts: string | readonly string[]): string | undefined {
  if (typeof parts === 'string') {
    const ipv4 = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(parts);
    return ipv4 ? `${ipv4[1]}.0/24` : undefined;
  }
  const isIpv6 = parts.length === 8 && parts.every((part) => /^[\da-f]{1,4}$/.test(part));
  return isIpv6 ? `${parts.slice(0, 3).join(':')}::/48` : undefined;
}

/** An IPv4 address or any other text without colons, or the eight groups of an IPv6 address. */
function partsOf(address: string): string | readonly string[] {
  if (address.length > maxLength) return partsOf(address.slice(0, maxLength));
  const withoutPort = /^\[(.*)\](?::\d+)?$|^([^:]+):\d+$/.exec(address);
  if (withoutPort) return partsOf(withoutPort[1] ?? withoutPort[2] ?? '');
  if (!address.includes(':')) return address;
  const groups = groupsOf(address.toLowerCase().split('%')[0] ?? '');
  const isIpv4 = ipv4Prefixes.includes(groups.slice(0, 6).join(':'));
  if (!isIpv4) return groups;
  return groups
    .slice(6)
    .map((group) => parseInt(group, 16))
    .flatMap((bits) => [bits >> 8, bits & 255])
    .join('.');
}

/**
 * An IPv4 address follows: as sockets for both versions write it, and as a translator does in a network
 * without IPv4.
 * @see https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2
 * @see https://www.rfc-editor.org/rfc/rfc6052#section-2.1
 */
const ipv4Prefixes = ['0:0:0:0:0:ffff', '64:ff9b:0:0:0:0'];

/** The eight groups of an IPv6 address in hexadecimal, without leading zeros. */
function groupsOf(address: string): string[] {
  // The last 32 bits may be written as IPv4.
  const inHex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...bytes: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [head = [], tail = []] = inHex.split('::').map((half) => half.split(':').filter(Boolean));
  // `::` stands for as many groups of zeros as are missing.
  const zeros = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0');
  return [...head, ...zeros, ...tail].map((group) => group.replace(/^0+(?=.)/, ''));
}

/** Whether the address belongs to this machine or to a private network, as that of a proxy often does. */
export function isPrivateAddress(address: string): boolean {
  const group = addressGroup(address);
  return (
    /^(10|127|192\.168|169\.254|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
      group,
    ) ||
    /^(f[cd][\da-f]|fe[89ab])[\da-f]:/.test(group) ||
    group === '0:0:0:0'
  );
}

/** Groups addresses for limits. */

/**
 * The part of an address that one client has to itself: an IPv4 address, also when written as IPv6, or
 * the first 64 bits of an IPv6 address, because networks assign those to a single site.
 * @see https://www.rfc-editor.org/rfc/rfc6177
 */
export function addressGroup(address: string): string {
  const withoutPort = /^\[(.*)\](?::\d+)?$|^([^:]+):\d+$/.exec(address);
  if (withoutPort) return addressGroup(withoutPort[1] ?? withoutPort[2] ?? '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1] ?? '';
  const mappedInHex = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/i.exec(address)?.slice(1);
  if (mappedInHex) {
    return mappedInHex
      .map((group) => parseInt(group, 16))
      .flatMap((bits) => [bits >> 8, bits & 255])
      .join('.');
  }
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0');
  const all = [...groups, ...(tail === undefined ? [] : zeros), ...rest];
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

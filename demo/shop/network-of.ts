/** Groups visitors by network, for the shop's limits. */
import { isIPv6 } from 'node:net';

/**
 * @param address the caller's address, as Node writes it
 * @returns an IPv4 address, also if it was written as IPv6; or the first 64 bits of an IPv6 address,
 *   because one visitor may use all addresses that begin with them
 *   (https://www.rfc-editor.org/rfc/rfc6177)
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [head = [], tail = []] = address.split('::').map((half) => half.split(':').filter(Boolean));
  // `::` stands for as many groups of zeros as are missing.
  const zeros = Array<string>(8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...tail].slice(0, 4).join(':');
}

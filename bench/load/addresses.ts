/**
 * Spreads visitors over networks, so that the limits of an address and of its network keep their
 * defaults, as they would with real visitors.
 */

/** The first bytes of public networks: 10 is private, 100 partly. */
const firstByte = 11;
const firstBytes = 89;

/** How many visitors get a network of their own before the first network gets a second one. */
export const networkCount = firstBytes * 256 * 256;

/** The IPv4 address of the visitor with this number: each one in another /24. */
export function addressOf(visitor: number): string {
  const network = visitor % networkCount;
  const host = 1 + (Math.floor(visitor / networkCount) % 254);
  return `${firstByte + (network % firstBytes)}.${Math.floor(network / firstBytes) >> 8}.${Math.floor(network / firstBytes) & 255}.${host}`;
}

/**
 * One of the loopback addresses of this machine, from which a connection is opened: a client address has
 * only some 28 000 ports for one server.
 */
export const localAddressOf = (connection: number): string => `127.0.0.${2 + (connection % 8)}`;

/** IP addresses and ranges of the whitelist (docs/wechat.md#accounts-and-permissions). */

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/**
 * Whether the whitelist has the address, or a CIDR range that it lies in.
 * @throws TypeError if an entry is neither
 */
export function isListed(address: string, entries: readonly string[]): boolean {
  const wanted = parseAddress(address);
  return entries.some((entry) => {
    const [start = '', length, ...more] = entry.split('/');
    const range = parseAddress(start);
    const prefix = length === undefined ? range?.bits : Number(/^\d{1,3}$/.exec(length)?.[0]);
    if (!range || prefix === undefined || !(prefix <= range.bits) || more.length > 0) {
      throw new TypeError(
        `settings.allowedAddresses: "${entry}" is neither an IP address nor a CIDR range such as 203.0.113.0/24. WeChat knows no wildcards.`,
      );
    }
    const hostBits = BigInt(range.bits - prefix);
    return wanted?.bits === range.bits && wanted.value >> hostBits === range.value >> hostBits;
  });
}

function parseAddress(text: string): Address | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return fromBytes(text.split('.').map(Number));
  if (!/^[0-9a-f:.]+$/i.test(text) || !URL.canParse(`http://[${text}]/`)) return undefined;
  // The URL parser writes an embedded IPv4 address in hexadecimal, and shortens zeros to `::`.
  const groups = new URL(`http://[${text}]/`).hostname.slice(1, -1).split('::');
  const [head = [], tail = []] = groups.map((part) => (part === '' ? [] : part.split(':')));
  const zeros = new Array<string>(8 - head.length - tail.length).fill('0');
  const value = BigInt(
    `0x${[...head, ...zeros, ...tail].map((each) => each.padStart(4, '0')).join('')}`,
  );
  // An IPv4 address as IPv6 writes it (https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2).
  const isMapped = value >> 32n === 0xffffn;
  return isMapped ? { bits: 32, value: value & 0xffffffffn } : { bits: 128, value };
}

function fromBytes(bytes: readonly number[]): Address | undefined {
  if (bytes.some((byte) => byte > 255)) return undefined;
  return { bits: 32, value: bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n) };
}

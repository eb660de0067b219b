/**
 * Encodes and decodes tickets of QR codes. A ticket only looks like a secret: anyone can read the
 * URL, the time of creation and the lifetime in it (docs/wechat.md#tickets-hold-no-secret).
 */

/** What a ticket contains. */
export interface TicketContent {
  /** The content of the QR code. */
  readonly url: string;
  /** Seconds since 1970. */
  readonly createdAtS: number;
  /** 0 for a permanent QR code. */
  readonly expireSeconds: number;
}

const headLength = 12;

/**
 * Makes the ticket of a QR code, as WeChat does.
 * @throws RangeError if the URL is longer than 254 bytes
 * @example
 * ```ts
 * const url = 'http://weixin.qq.com/q/028MgH1oLwdyi1ySjNxq17';
 * const ticket = encodeTicket({ url, createdAtS: 1521554298, expireSeconds: 60 });
 * console.log(ticket); // gQFy7zwAAAA…
 * ```
 */
export function encodeTicket({ url, createdAtS, expireSeconds }: TicketContent): string {
  const address = new TextEncoder().encode(`${url}\0`);
  if (address.length > 255) throw new RangeError('url: a ticket holds at most 254 bytes of it.');
  const payload = new Uint8Array([
    ...[1, address.length, ...address],
    ...[2, 4, ...u32(createdAtS)],
    ...[3, 4, ...u32(expireSeconds)],
  ]);
  const bytes = new Uint8Array(headLength + payload.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x81, 0x01]);
  view.setUint16(2, checksum(payload), true);
  view.setBigUint64(4, BigInt(payload.length), true);
  bytes.set(payload, headLength);
  // The reverse of base64url (https://www.rfc-editor.org/rfc/rfc4648#section-5).
  return btoa(String.fromCharCode(...bytes)).replace(/[+/]/g, (sign) => (sign === '+' ? '_' : '-'));
}

/**
 * Reads a ticket. Returns undefined if the text is not one; it never throws.
 * @example
 * ```ts
 * declare const ticket: string;
 * const content = decodeTicket(ticket);
 * if (content) console.log(content.url, content.expireSeconds);
 * ```
 */
export function decodeTicket(ticket: string): TicketContent | undefined {
  if (!/^[A-Za-z0-9_-]{16,512}={0,2}$/.test(ticket) || ticket.length % 4 !== 0) return undefined;
  const binary = atob(ticket.replace(/[_-]/g, (sign) => (sign === '_' ? '+' : '/')));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const payload = bytes.subarray(headLength);
  if (bytes.length < headLength || bytes[0] !== 0x81 || bytes[1] !== 0x01) return undefined;
  if (view.getUint16(2, true) !== checksum(payload)) return undefined;
  if (view.getBigUint64(4, true) !== BigInt(payload.length)) return undefined;
  const fields = fieldsOf(payload);
  const address = fields?.get(1);
  const createdAt = fields?.get(2);
  const expire = fields?.get(3);
  if (address?.at(-1) !== 0 || createdAt?.length !== 4 || expire?.length !== 4) return undefined;
  return {
    url: new TextDecoder().decode(address.subarray(0, -1)),
    createdAtS: number(createdAt),
    expireSeconds: number(expire),
  };
}

/** Reads fields of type, length and value. Returns undefined if the last one is cut off. */
function fieldsOf(payload: Uint8Array): Map<number, Uint8Array> | undefined {
  const fields = new Map<number, Uint8Array>();
  let at = 0;
  while (at < payload.length) {
    const end = at + 2 + (payload[at + 1] ?? Infinity);
    if (end > payload.length) return undefined;
    fields.set(payload[at] ?? 0, payload.subarray(at + 2, end));
    at = end;
  }
  return fields;
}

function checksum(payload: Uint8Array): number {
  return ~new Int8Array(payload).reduce((sum, byte) => sum + byte, 0) & 0xffff;
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function number(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
}

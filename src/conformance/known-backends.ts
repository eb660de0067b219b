/**
 * Backends that do not speak the protocol, but for which the package has an adapter. `check` recognizes
 * them and says what is lost; docs/backends.md has the same list.
 */

export interface KnownBackend {
  readonly name: 'Authing' | 'Casdoor';
  /** The entry with its adapter. */
  readonly entry: string;
  /** The promises of the protocol that nobody can keep there. */
  readonly lost: readonly string[];
}

const both = [
  'people confirm in the chat: a scan is enough there',
  'only the page that made the QR code can take the result: whoever learns the name of the QR code can',
  'the result counts only together with a cookie of the browser that showed the QR code',
  'an attempt ends when the visitor leaves: its QR code goes on until it expires',
  'the page learns of a scan at once: it asks every second',
  'people who are signed in can link a WeChat account, or confirm with it',
];
const authing: KnownBackend = {
  name: 'Authing',
  entry: 'wechat-mp-login/backends/authing',
  lost: both,
};
const casdoor: KnownBackend = {
  name: 'Casdoor',
  entry: 'wechat-mp-login/backends/casdoor',
  lost: [
    ...both,
    'the page shows that the QR code was scanned, and that the visitor refused',
    'new visitors can link the account that they have',
    'an attempt has a time limit: a scan counts until somebody uses it',
  ],
};
export const knownBackends: readonly KnownBackend[] = [authing, casdoor];

/** Asks for what only these backends have. Undefined for any other, and for one that does not answer. */
export async function recognize(url: string, timeoutMs: number): Promise<KnownBackend | undefined> {
  const { origin } = new URL(url);
  // With the key, or with a refusal in Authing's form: a number, where the protocol has a word.
  const { code, message } = await ask(`${origin}/api/v2/.well-known`, timeoutMs);
  if (typeof code === 'number' && typeof message === 'string') return authing;
  const answer = await ask(`${origin}/api/get-qrcode?id=`, timeoutMs);
  return ['status', 'msg', 'sub', 'data2'].every((name) => name in answer) ? casdoor : undefined;
}

async function ask(url: string, timeoutMs: number): Promise<Readonly<Record<string, unknown>>> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    const body: unknown = await response.json();
    return typeof body === 'object' && body ? { ...body } : {};
  } catch {
    // No answer, or none in JSON: not one of these. The caller has a sentence of its own for that.
    return {};
  }
}

/** What `check` says in place of a report. */
export function describeKnown({ name, entry, lost }: KnownBackend): string {
  return [
    `This is ${name}, which does not speak the protocol: no case can run.`,
    `A page signs people in there with the adapter ${entry} (docs/backends.md). These promises are lost with it:`,
    ...lost.map((promise) => `- ${promise}`),
  ].join('\n');
}

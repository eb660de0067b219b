/** Tells developers why a tag shows an error. The visitor reads another text, in the card. */
import { causes, type Cause } from './causes.js';
import { explain, type Explained } from './explain.js';
import { probe } from './probe.js';
import { helpPage, hydrationMs, pause, sayOnce } from './say-once.js';

/** A tag that talks to a backend. */
interface Failing extends Element {
  readonly backend?: unknown;
  readonly state?: unknown;
}

/** @param detail what exactly went wrong */
export async function failure(element: Failing, code: Explained, detail = ''): Promise<void> {
  if (code === 'bad_backend' && !element.backend) {
    // The card says it at once.
    await pause(hydrationMs);
    if (element.backend || !element.isConnected) return;
  }
  const path = element.localName.endsWith('identities') ? '/identities' : '/attempts';
  const address = addressOf(element.backend);
  const isFirst = !(element.state as { readonly shown?: unknown } | undefined)?.shown;
  const cause = await causeOf(code, detail, isFirst, address && address + path);
  const [sentence, page] = cause
    ? causes[cause]
    : [explain(code), 'troubleshooting.md#error-codes'];
  const about = detail === code || !detail ? '' : ` ${detail.trim()}`;
  const text = sentence.replace('%', (address ?? '') + path);
  sayOnce(`<${element.localName}> ${code} ${text}${about} ${helpPage(page)}`);
}

/** Without what may be a secret; undefined for an object that is a backend itself. */
function addressOf(backend: unknown): string | undefined {
  if (typeof backend === 'object' && backend && !('href' in backend)) return undefined;
  try {
    const { origin, pathname } = new URL(String(backend), document.baseURI);
    return backend ? origin + pathname.replace(/\/+$/, '') : '';
  } catch {
    // Not a URL.
    return undefined;
  }
}

/**
 * Finds out more than the code says.
 *
 * @param isFirst whether the backend has not answered this tag before
 * @param address where the tag sends its first request; '' without a backend, undefined if it is not known
 */
async function causeOf(
  code: Explained,
  detail: string,
  isFirst: boolean,
  address: string | undefined,
): Promise<Cause | undefined> {
  if (detail.includes('present.url')) return 'foreignQrCode';
  if (address === undefined) return undefined;
  if (code === 'bad_backend') return badBackend(address);
  if (code === 'unreachable') return isFirst ? probe(address) : undefined;
  if (!isFirst || detail.startsWith('DELETE')) return undefined;
  if (code === 'bad_response' && / answered /.test(detail)) return 'otherServer';
  return unknownPath.includes(code) ? 'wrongPath' : undefined;
}

/** What the backend answers to a first request below another path than its own. */
const unknownPath: readonly Explained[] = ['not_found', 'method_not_allowed'];

function badBackend(address: string): Cause | undefined {
  if (!address) return 'noBackend';
  const isOther = !address.startsWith(`${location.origin}/`);
  return isOther && address.startsWith('http:') ? 'mixedContent' : undefined;
}

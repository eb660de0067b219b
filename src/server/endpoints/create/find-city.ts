/** Asks the application in which city a browser is, for the question in the chat. */
import { withTimeout } from '../../../wechat/io/timeout.js';
import { graphemesOf } from '../../../protocol/graphemes.js';
import { errorKind } from '../../base/log.js';
import { shorten } from '../../base/names.js';
import { maxCityCodePoints, maxCityGraphemes } from '../../options/replies/details.js';
import type { Backend } from '../backend.js';

/** Short, because the city goes with the QR code, which nobody should wait for. */
const timeoutMs = 1000;

/** Undefined if nobody knows. Never rejects. */
export async function findCity(
  { options, log }: Backend,
  address: string,
): Promise<string | undefined> {
  const { cityOf, confirm } = options;
  if (!cityOf || confirm === 'none' || address === '') return undefined;
  try {
    const asked = async (): Promise<unknown> => cityOf(address);
    return readCity(
      await withTimeout(timeoutMs, asked(), () => {
        throw new DOMException(`\`cityOf\` took more than ${timeoutMs} ms`, 'TimeoutError');
      }),
    );
  } catch (error) {
    log('warn', 'city_failed', { error: errorKind(error) });
    return undefined;
  }
}

/** Letters alone, with what stands in names of places: the chat makes links of markup and addresses. */
function readCity(given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined;
  const name = given
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{Nd}'’(),·. -]/gu, ' ')
    .replace(/\.(?! )/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const city = graphemesOf(shorten(name, maxCityCodePoints)).slice(0, maxCityGraphemes).join('');
  return city === '' ? undefined : city;
}

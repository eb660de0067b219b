import type { Explained } from '../../client/explain.js';

/**
 * Explains an error in the developer's console. The visitor reads another text, in the card.
 * @param detail what exactly went wrong
 */
export async function reportError(tagName: string, code: Explained, detail = ''): Promise<void> {
  let explanation: string;
  try {
    explanation = (await import('../../client/explain.js')).explain(code);
  } catch (error) {
    explanation = `(no explanation: ${String(error)})`;
  }
  // eslint-disable-next-line no-console -- for the developer
  console.error(`<${tagName}> ${code} ${explanation} ${detail}`);
}

import type { ErrorCode } from '../../protocol/errors.js';

/** Explains an error in the developer's console. The visitor reads another text, in the card. */
export async function reportError(tagName: string, code: ErrorCode): Promise<void> {
  let explanation = '';
  try {
    const { explain } = await import('../../client/explain.js');
    explanation = explain(code);
  } catch {
    // The explanations did not load, so the console shows only the code.
  }
  // eslint-disable-next-line no-console -- for the developer
  console.error(`<${tagName}> ${code} ${explanation}`);
}

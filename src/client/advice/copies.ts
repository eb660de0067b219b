/** Tells developers that a page has this package twice. */
import { helpPage, sayOnce } from './say-once.js';

/**
 * @param first the class that the page has registered before ours
 * @param version ours
 */
export function copies(
  first: CustomElementConstructor & { readonly version?: unknown },
  version: string,
): void {
  sayOnce(
    `wechat-mp-login: this page loads the package twice: ${String(first.version)}, which is used, and ${version}. Load one copy. ${helpPage('troubleshooting.md#other-messages-in-the-console')}`,
  );
}

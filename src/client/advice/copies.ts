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
  const other = String(first.version ?? 'one without a version');
  const which =
    other === version
      ? `twice in version ${version}`
      : `in two versions, ${other} and ${version}, of which the first is used`;
  sayOnce(
    `wechat-mp-login: this page has the package ${which}. Load it once: the module or a single file, in one copy. ${helpPage('troubleshooting.md#other-messages-in-the-console')}`,
  );
}

/** Keeps imports from failing for lack of a network. */

/**
 * Where there seems to be no network, another request has to succeed before an import: Chromium and Firefox
 * remember an import that failed for as long as the page lives (https://github.com/whatwg/html/issues/6768).
 * `navigator.onLine` may be wrong, so it alone decides nothing.
 *
 * @throws TypeError if there is no network
 */
export async function throwIfOffline(): Promise<void> {
  const { navigator } = globalThis as { readonly navigator?: { readonly onLine?: boolean } };
  if (navigator?.onLine === false)
    await fetch(location.href, { method: 'HEAD', cache: 'no-store' });
}

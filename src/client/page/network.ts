/** Keeps imports from failing for lack of a network. */

/** Whether the device had no network at the last look. */
let wasOffline = false;

/**
 * Where there seems to be no network, another request has to succeed before an import: Chromium and Firefox
 * remember an import that failed for as long as the page lives (https://github.com/whatwg/html/issues/6768).
 * `navigator.onLine` may be wrong, so it alone decides nothing: it also turns true a moment before
 * requests succeed.
 *
 * @throws TypeError if there is no network
 */
export async function throwIfOffline(): Promise<void> {
  const { navigator } = globalThis as { readonly navigator?: { readonly onLine?: boolean } };
  const isOffline = navigator?.onLine === false;
  if (!isOffline && !wasOffline) return;
  wasOffline = true;
  try {
    await fetch(location.href, { method: 'HEAD', cache: 'no-store' });
  } finally {
    // A page's policy may forbid the request, so it decides only once after a loss.
    wasOffline = isOffline;
  }
}

/** Loads the panel and the login, once for all buttons of a page. */
import type * as panelModule from './panel.js';

export type PanelModule = typeof panelModule;

let loading: Promise<PanelModule> | undefined;

/** @throws {Error} if it does not load; the next call tries again */
export function loadPanel(): Promise<PanelModule> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<PanelModule> {
  // Some browsers remember a failed import for the page's lifetime. Where there seems to be no network,
  // another request has to succeed first: https://github.com/whatwg/html/issues/6768
  if (!navigator.onLine) await fetch(location.href, { method: 'HEAD', cache: 'no-store' });
  const [panel, { registerLogin }] = await Promise.all([
    import('./panel.js'),
    import('../login/register-login.js'),
  ]);
  registerLogin();
  return panel;
}

/** Loads the panel and the login, once for all buttons of a page. */
import { throwIfOffline } from '../../client/page/network.js';
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
  await throwIfOffline();
  const [panel, { registerLogin }] = await Promise.all([
    import('./panel.js'),
    import('../login/register-login.js'),
  ]);
  registerLogin();
  return panel;
}

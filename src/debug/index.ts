/**
 * `import 'wechat-mp-login/debug'` adds a small timeline of all logins to the corner of the page, no
 * matter whether the other tags are registered yet. To remove it, call
 * `document.querySelector('wechat-mp-debug').remove()`.
 */
import { unshadowed } from '../client/page/unshadowed.js';
import { WechatMpDebug } from './wechat-mp-debug.js';

/** Both are undefined on a server. */
const { document: page, customElements: registry } = globalThis as {
  readonly document?: Document;
  readonly customElements?: CustomElementRegistry;
};

function addPanel(): void {
  if (page && !page.querySelector('wechat-mp-debug')) {
    unshadowed(page, 'body').append(page.createElement('wechat-mp-debug'));
  }
}

if (page && registry && !registry.get('wechat-mp-debug')) {
  registry.define('wechat-mp-debug', WechatMpDebug);
  // A script in the head runs before there is a body.
  if (unshadowed(page, 'body') as HTMLElement | null) addPanel();
  else page.addEventListener('DOMContentLoaded', addPanel);
}

export { WechatMpDebug };
export { createTimeline } from './timeline.js';
export type { Timeline, TimelineEntry, TimelineOptions } from './timeline.js';

/**
 * `import 'wechat-mp-login/debug'` puts a small timeline of every login of the page into its corner.
 * It works before and after the tags are defined; `document.querySelector('wechat-mp-debug').remove()`
 * takes it off again.
 */
import { WechatMpDebug } from './wechat-mp-debug.js';

/** Absent outside a page. */
const { document: page, customElements: registry } = globalThis as {
  readonly document?: Document;
  readonly customElements?: CustomElementRegistry;
};

function show(): void {
  if (page && !page.querySelector('wechat-mp-debug')) {
    page.body.append(page.createElement('wechat-mp-debug'));
  }
}

if (page && registry && !registry.get('wechat-mp-debug')) {
  registry.define('wechat-mp-debug', WechatMpDebug);
  if (page.body as HTMLElement | null) show();
  else page.addEventListener('DOMContentLoaded', show);
}

export { WechatMpDebug };
export { createTimeline } from './timeline.js';
export type { Timeline, TimelineEntry, TimelineOptions } from './timeline.js';

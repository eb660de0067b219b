/** The window in which the phone opens pages. There, a page is inside WeChat. */

const windowName = 'simulated-wechat';
const windowFeatures = 'popup,width=390,height=760';

/** As WeChat on an iPhone. */
const userAgent =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.60(0x18003c2c) NetType/WIFI Language/zh_CN';

/** Whether the phone has opened this window. */
export function isInsideWechat(): boolean {
  return (globalThis as { readonly name?: string }).name === windowName;
}

/** Tells the scripts of a page in that window that they are inside WeChat. */
export function playUserAgent(): void {
  if (!isInsideWechat()) return;
  Object.defineProperty(navigator, 'userAgent', { get: () => userAgent, configurable: true });
}

/** Where a browser goes so that the simulator knows whose WeChat opens the page. */
export function addressInside(simulatorUrl: URL, personId: string, pageUrl: string): string {
  const query = new URLSearchParams({ person: personId, url: pageUrl }).toString();
  return `${simulatorUrl.href.replace(/\/+$/, '')}/inside-wechat?${query}`;
}

/** @returns whether the browser allowed the window */
export function openInside(address: string): boolean {
  return window.open(address, windowName, windowFeatures) !== null;
}

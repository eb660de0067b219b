/** The `state` of web authorization: it names the attempt, once, and nothing else does. */

export const statePattern = /^[0-9a-f]{32}$/;

/** By which the callback finds its attempt. No QR code can contain it. */
export const oauthScene = (state: string): string => `oauth:${state}`;

export const stateOf = (scene: string): string => scene.slice(scene.lastIndexOf(':') + 1);

/** 128 random bits, in the letters and digits that WeChat allows (docs/wechat.md#web-authorization). */
export function createState(randomToken: (byteCount: number) => string): string {
  const bytes = atob(randomToken(16).replaceAll('-', '+').replaceAll('_', '/'));
  return Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

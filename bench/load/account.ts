/** The official account of a load run, as WeChat's settings page would show it. */
export const account = {
  appId: 'wxba5fad812f8e6fb9',
  appSecret: '0123456789abcdef0123456789abcdef',
  originalId: 'gh_0123456789ab',
  token: 'AAAAA',
  encodingAesKey: 'A'.repeat(43),
} as const;

/** The openid of the person with this number, which is also the name of their account. */
export const openidOf = (person: number): string => `o${String(person).padStart(27, 'x')}`;

const qrCodePrefix = 'http://weixin.qq.com/q/';

/** The content of the QR code with this scene: it carries the scene, so that nobody needs to remember it. */
export const qrCodeUrlOf = (scene: string): string => qrCodePrefix + scene;

/** The scene of a QR code that `qrCodeUrlOf` has made. */
export const sceneOf = (qrCodeUrl: string): string => qrCodeUrl.slice(qrCodePrefix.length);

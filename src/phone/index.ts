/**
 * `wechat-mp-login/phone` (experimental): registers `<wechat-phone>`, a phone with a camera that reads
 * the QR code on the page, for demos, stories and tests against the simulator.
 */
export { WechatPhone as WechatPhone } from './wechat-phone.js';
export { readQrCode } from './camera/camera.js';
export type * from './connection.js';

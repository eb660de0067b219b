/**
 * `wechat-mp-login/phone` (experimental): registers `<demo-phone>`, a phone with a camera that reads
 * the QR code on the page, for demos, stories and tests against the simulator.
 */
export { DemoPhone } from './demo-phone.js';
export { look } from './camera/camera.js';
export type * from './link.js';

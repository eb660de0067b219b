/**
 * `wechat-mp-login/phone`: a simulated phone for demos, stories and tests. Importing it registers
 * `<wechat-phone>`, whose camera reads the QR code on the page.
 */
import { playUserAgent } from './page/inside-wechat.js';

export { photograph, readQrCode } from './camera/camera.js';
export type { Photograph } from './camera/camera.js';
export type { Picture } from './camera/surroundings.js';
export type {
  ChatMessage,
  Inbox,
  InboxMessage,
  Person,
  PhoneConnection,
  ScanResult,
  ShownAccount,
} from './connection.js';
export { WechatPhone } from './wechat-phone.js';

// Before any other script of the page looks at it.
playUserAgent();

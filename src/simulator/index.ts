/** `wechat-mp-login/simulator`: WeChat without a network, and a phone to scan QR codes with. */
export type { Timers } from '../wechat/io/timers.js';
export type { AccountProfile, SimulatedAccount } from './account.js';
export type { Fetch } from './api/api.js';
export type { Migration } from './migration.js';
export { createPhoneEndpoint } from './phone/endpoint.js';
export { PhoneError } from './phone/phone.js';
export type { Person, Phone, ScanResult } from './phone/phone.js';
export { remotePhone } from './phone/remote.js';
export type { Deliver, DeliveryOutcome } from './push/send-request.js';
export { outOfOrderText } from './push/deliver-push.js';
export type { Delivery, DeliveryAttempt } from './push/deliver-push.js';
export { decodeTicket, encodeTicket } from './qr-codes/ticket.js';
export type { TicketContent } from './qr-codes/ticket.js';
export type { RandomBytes } from './random.js';
export type {
  Endpoint,
  Fault,
  FaultHook,
  QuotaName,
  Quotas,
  Settings,
  SettingsInit,
} from './settings.js';
export { createSimulator } from './simulator.js';
export type { SimulatedWechatOptions, Simulator, SimulatorOptions } from './simulator.js';
export type { ChatMessage, PersonInit } from './users.js';

/** `wechat-mp-login/simulator`: WeChat itself, offline, and a phone to hold up to the screen. */
export type { AccountProfile, SimulatedAccount } from './account.js';
export type { Fetch } from './api/api.js';
export type { Timers } from '../wechat/io/timers.js';
export type { Deliver, Outcome } from './push/deliver.js';
export type { ChatMessage, PersonInit } from './people.js';
export type { Migration } from './api/migration.js';
export { createPhoneEndpoint } from './phone/endpoint.js';
export { PhoneError } from './phone/phone.js';
export type { Person, Phone, ScanResult } from './phone/phone.js';
export { outOfOrderText } from './push/push.js';
export type { Attempt, Delivery } from './push/push.js';
export type { RandomBytes } from './random.js';
export { remotePhone } from './phone/remote.js';
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
export type { Simulator, SimulatorOptions } from './simulator.js';
export { decodeTicket, encodeTicket } from './qr-codes/ticket.js';
export type { TicketContent } from './qr-codes/ticket.js';

/** `wechat-mp-login/simulator`: WeChat itself, offline, and a phone to hold up to the screen. */
export type { AccountProfile, SimulatedAccount } from './account.js';
export type { Fetch } from './api.js';
export type { Timers } from './clock.js';
export type { Deliver, Outcome } from './deliver.js';
export type { ChatMessage, PersonInit } from './members.js';
export type { Migration } from './migration.js';
export { createPhoneEndpoint } from './phone-endpoint.js';
export { PhoneError } from './phone.js';
export type { Person, Phone, ScanResult } from './phone.js';
export { outOfOrderText } from './push.js';
export type { Attempt, Delivery } from './push.js';
export type { RandomBytes } from './random.js';
export { remotePhone } from './remote.js';
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
export { decodeTicket, encodeTicket } from './ticket.js';
export type { TicketContent } from './ticket.js';

/** `wechat-mp-login/simulator`: WeChat without a network, and a phone to scan QR codes with. */
export type { Timers } from '../wechat/io/timers.js';
export type { AccountProfile, SimulatedAccount } from './account.js';
export type { Fetch } from './fetch.js';
export { joinSimulators, type JoinedSimulators } from './join-simulators.js';
export type { Migration } from './migration.js';
export { PhoneError } from './phone/phone.js';
export type {
  AuthorizationChange,
  AuthorizeAnswer,
  AuthorizeResult,
  MediaType,
  Person,
  Phone,
  ScanResult,
} from './phone/phone.js';
export { remotePhone } from './phone/remote.js';
export type { Deliver, DeliveryOutcome } from './push/send-request.js';
export { outOfOrderText } from './push/send-push.js';
export type { Delivery, DeliveryAttempt } from './push/send-push.js';
export type { SimulatorLog } from './platform.js';
export { decodeTicket, encodeTicket } from '../wechat/ticket.js';
export type { TicketContent } from '../wechat/ticket.js';
export type { QuotaName, Quotas } from './limits/quotas.js';
export type { RandomBytes } from './random.js';
export type { Endpoint, Fault, FaultHook, Settings, SettingsInit } from './settings.js';
export { createSimulator } from './simulator.js';
export type { SimulatedWechatOptions, Simulator, SimulatorOptions } from './simulator.js';
export type { ChatMessage, PersonInit } from './users.js';

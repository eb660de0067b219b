/** `wechat-mp-login/conformance/store`: the contract that every store of the backend has to keep. */
export type { Verdict } from '../case.js';
export { storeCases } from './cases/index.js';
export {
  checkStore,
  type CheckStoreOptions,
  type StoreReport,
  type StoreResult,
} from './check-store.js';
export type { StoreCase, StoreUnderTest } from './store-case.js';

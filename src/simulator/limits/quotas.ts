/** How often each endpoint may be called (docs/wechat.md#quotas). */

/** Calls a day, unless a field says otherwise. */
export interface Quotas {
  token: number;
  stable_token: number;
  /** Calls a minute. */
  'stable_token/minute': number;
  /** Calls with `force_refresh: true` a day. */
  'stable_token/force': number;
  'qrcode/create': number;
  /** Permanent QR codes in all. */
  'qrcode/permanent': number;
  'user/info': number;
  'user/get': number;
  'user/info/updateremark': number;
  'message/custom/send': number;
  'message/template/send': number;
  'menu/create': number;
  'menu/get': number;
  'menu/delete': number;
  'callback/check': number;
  /** Calls a month. */
  'clear_quota/month': number;
}
export type QuotaName = keyof Quotas;

const quotas: Readonly<Quotas> = {
  token: 2000,
  stable_token: 500_000,
  'stable_token/minute': 10_000,
  'stable_token/force': 20,
  'qrcode/create': 100_000,
  'qrcode/permanent': 100_000,
  'user/info': 5_000_000,
  'user/get': 500,
  'user/info/updateremark': 10_000,
  'message/custom/send': 500_000,
  'message/template/send': 100_000,
  'menu/create': 1000,
  'menu/get': 10_000,
  'menu/delete': 1000,
  'callback/check': 1440,
  'clear_quota/month': 10,
};

/** The quotas that are smaller for a test account. */
const testQuotas: Partial<Quotas> = {
  token: 200,
  'qrcode/create': 10_000,
  'user/info': 500_000,
  'user/get': 100,
  'message/custom/send': 50_000,
  'menu/create': 100,
  'menu/get': 1000,
  'menu/delete': 100,
};

export function defaultQuotas(isTestAccount: boolean): Quotas {
  return { ...quotas, ...(isTestAccount ? testQuotas : {}) };
}

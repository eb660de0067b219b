/** The error for wrong settings, as opposed to errors that anyone can cause by sending a request. */

/** A setting is missing or malformed. `message` says which one, and where to find its value. */
export class WechatConfigurationError extends Error {
  /** The setting: `encodingAesKey`, `appId`, `appSecret`, `token`, `crypt`, `baseUrl`. */
  readonly setting: string;

  constructor(setting: string, message: string) {
    super(message);
    this.name = 'WechatConfigurationError';
    this.setting = setting;
  }
}

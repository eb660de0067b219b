/** What an integrator has to mend in the settings, apart from what a stranger can cause by sending. */

/** A setting is missing or misshapen; `message` is a sentence that says which, and where to get it. */
export class WechatConfigurationError extends Error {
  /** Name of the setting: `encodingAesKey`, `appId`, `appSecret`, `token`, `crypt`, `baseUrl`. */
  readonly setting: string;

  constructor(setting: string, sentence: string) {
    super(sentence);
    this.name = 'WechatConfigurationError';
    this.setting = setting;
  }
}

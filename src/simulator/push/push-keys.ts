/** The keys that pushes are encrypted with, before and after the owner changes the EncodingAESKey. */
import { createCrypt, readEncodingAesKey, type Crypt } from '../../wechat/index.js';
import { pushModeOf } from '../account.js';
import type { Platform } from '../platform.js';

export interface PushKeys {
  /** @throws WechatConfigurationError if pushes are to be encrypted and the account's key is malformed */
  readonly check: () => void;
  /** The encryption for the next push; undefined in plain mode. */
  readonly next: () => Promise<Crypt | undefined>;
  /** @throws WechatConfigurationError if the key is malformed, TypeError for a test account */
  readonly change: (encodingAesKey: string) => void;
}

export function createPushKeys({ account, settings, random, now }: Platform): PushKeys {
  const { appId } = account;
  let crypts = new Map<string, Promise<Crypt>>();
  let changedAtMs = -Infinity;
  let isPreviousTurn = true;

  function cryptOf(encodingAesKey: string): Promise<Crypt> {
    const crypt =
      crypts.get(encodingAesKey) ??
      createCrypt({ encodingAesKey, appId, randomBytes: random.bytes });
    crypts.set(encodingAesKey, crypt);
    return crypt;
  }

  return {
    check() {
      if (pushModeOf(account) !== 'plain') readEncodingAesKey(account.encodingAesKey);
    },
    async next() {
      if (pushModeOf(account) === 'plain') return undefined;
      const isChanging = now() - changedAtMs < settings.keyChangeMs;
      const previous = isChanging && isPreviousTurn ? account.previousEncodingAesKey : undefined;
      isPreviousTurn = !isPreviousTurn;
      return cryptOf(previous ?? account.encodingAesKey);
    },
    change(encodingAesKey) {
      if (account.isTestAccount) {
        throw new TypeError('A test account has no EncodingAESKey: it pushes in plain mode.');
      }
      readEncodingAesKey(encodingAesKey);
      changedAtMs = now();
      isPreviousTurn = true;
      account.previousEncodingAesKey = account.encodingAesKey;
      account.encodingAesKey = encodingAesKey;
      crypts = new Map();
    },
  };
}

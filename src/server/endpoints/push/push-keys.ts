/**
 * The Tokens and EncodingAESKeys by which pushes may be signed and encrypted. While one of them is being
 * changed on the platform, pushes under the former one still arrive, and have to be answered with it
 * (docs/wechat.md#message-encryption).
 */
import { createCrypt, type Crypt } from '../../../wechat/push/crypt.js';
import {
  EnvelopeError,
  openEnvelope,
  type OpenEnvelopeOptions,
} from '../../../wechat/push/verify-push.js';
import type { CheckedWechatOptions } from '../../options/official-accounts/check-wechat.js';

export interface PushKeys {
  readonly token: string;
  /** Absent in plain mode. */
  readonly crypt: Crypt | undefined;
}

type KeyOptions = Pick<
  CheckedWechatOptions,
  'appId' | 'token' | 'previousToken' | 'encodingAesKey' | 'previousEncodingAesKey'
>;

/** The present Token first. */
export function tokensOf({ token, previousToken }: KeyOptions): readonly string[] {
  return previousToken === undefined ? [token] : [token, previousToken];
}

/** Every combination, the present one first. */
export async function createPushKeys(options: KeyOptions): Promise<readonly PushKeys[]> {
  const { appId, encodingAesKey, previousEncodingAesKey } = options;
  const aesKeys = [encodingAesKey, previousEncodingAesKey].filter((key) => key !== undefined);
  const crypts = await Promise.all(
    aesKeys.map((key) => createCrypt({ encodingAesKey: key, appId })),
  );
  const [present, ...previous] = crypts;
  return tokensOf(options).flatMap((token) =>
    [present, ...previous].map((crypt) => ({ token, crypt })),
  );
}

export interface OpenedPush {
  readonly xml: string;
  readonly encrypted: boolean;
  /** Those that opened the push, for the reply. */
  readonly keys: PushKeys;
}

/** @throws EnvelopeError with the reason why the present keys do not open the push */
export async function openWithAny(
  allKeys: readonly PushKeys[],
  options: Omit<OpenEnvelopeOptions, keyof PushKeys>,
): Promise<OpenedPush> {
  let firstError: EnvelopeError | undefined;
  for (const keys of allKeys) {
    try {
      return { ...(await openEnvelope({ ...options, ...keys })), keys };
    } catch (error) {
      if (!(error instanceof EnvelopeError)) throw error;
      firstError ??= error;
    }
  }
  throw firstError ?? new EnvelopeError('signature');
}

/** Checks the option `secrets`. */
import { requireOption } from '../base/configuration-error.js';
import type { Secrets } from '../base/secrets/rotation.js';

/** No message repeats a value: secrets must not end up in logs. */
export function checkSecrets(secrets: readonly string[] | undefined, appSecret: string): Secrets {
  // JavaScript may pass anything.
  const given: unknown = secrets ?? [appSecret];
  requireOption(
    isSecretList(given),
    '`secrets` must be a list of 1 to 5 different texts, each of at least 32 random characters, such as `openssl rand -base64 32` prints; leave it out to use the AppSecret of the first official account.',
  );
  return given;
}

function isSecretList(value: unknown): value is Secrets {
  return (
    Array.isArray(value) &&
    value.length >= 1 &&
    value.length <= 5 &&
    new Set(value).size === value.length &&
    value.every((each: unknown) => typeof each === 'string' && each.trim().length >= 32)
  );
}

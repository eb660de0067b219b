/**
 * The ids of a person at an account. They are hashes: a person has the same ids in every run, and
 * nobody can see that two ids belong to the same person.
 */

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(digest))).replace(/[+/]/g, (sign) =>
    sign === '+' ? '-' : '_',
  );
}

/** 28 characters; the first 6 are the same for everybody at one account (docs/wechat.md#identifiers). */
export async function openidOf(appId: string, personId: string): Promise<string> {
  const account = await hash(`account ${appId}`);
  const person = await hash(`openid ${appId} ${personId}`);
  return `o${account.slice(0, 5)}${person.slice(0, 22)}`;
}

/** 28 characters; the same at every account that is bound to this Open Platform account. */
export async function unionidOf(openPlatform: string, personId: string): Promise<string> {
  const platform = await hash(`platform ${openPlatform}`);
  const person = await hash(`unionid ${openPlatform} ${personId}`);
  return `o${platform.slice(0, 5)}${person.slice(0, 22)}`;
}

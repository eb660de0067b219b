/** What several settings in environment variables share. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** An invalid setting. The message says which one and how to fix it. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readPublicUrl(value: string): string {
  const url = readAddress(value);
  if (url?.pathname !== '/') {
    throw new UsageError(
      'PUBLIC_URL takes the origin at which WeChat and your visitors reach the demo, such as https://example.com',
    );
  }
  return url.origin;
}

/** Parses an http or https address without query, fragment and credentials. */
export function readAddress(value: string): URL | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isPlain = url && !url.search && !url.hash && !url.username && !url.password;
  return isPlain && /^https?:$/.test(url.protocol) ? url : undefined;
}

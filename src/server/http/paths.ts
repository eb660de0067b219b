/** Reads which address of the backend a request is for. */

/**
 * Returns a function from a URL to the path below `basePath`, without the slash at its end that some
 * frameworks and proxies add.
 *
 * Many routers, and proxies too, take the path that something is mounted at off the address before they
 * pass a request on. What is left of `basePath` then is its end, or nothing.
 */
export function createPathReader(
  basePath: string,
  wechatPaths: readonly string[],
): (url: URL) => string {
  const ends = endsOf(basePath);
  // Somebody has typed the callback URL into WeChat's form: its case and doubled slashes mean nothing.
  const wechatPathOf = new Map(
    wechatPaths.flatMap((path) => ends.map((end) => [`${end}${path}`.toLowerCase(), path])),
  );
  return ({ pathname }) => {
    const typed = pathname
      .replace(/\/{2,}/g, '/')
      .replace(/\/$/, '')
      .toLowerCase();
    const wechatPath = wechatPathOf.get(typed);
    if (wechatPath !== undefined) return wechatPath;
    const end = ends.find((each) => pathname.startsWith(`${each}/`)) ?? '';
    return pathname.slice(end.length).replace(/\/$/, '');
  };
}

/** `/a/b` → `/a/b`, `/b` and ``. */
function endsOf(path: string): string[] {
  const end = path.slice(1).indexOf('/');
  return path === '' ? [''] : [path, ...endsOf(end < 0 ? '' : path.slice(end + 1))];
}

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

/** A path, which may have an `:id`, and what is there. */
export type PathRow<Value> = readonly [path: string, value: Value];

/** Returns a function that finds the row of a path, with or without a slash at its end. */
export function createPathTable<Value>(rows: readonly PathRow<Value>[]) {
  const patterns = rows.map(([path, value]) => {
    const escaped = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return [new RegExp(`^${escaped.replace(':id', '([^/]+)')}/?$`), value] as const;
  });
  /** `id` is '' if the path has none. */
  return (path: string): { readonly value: Value; readonly id: string } | undefined => {
    for (const [pattern, value] of patterns) {
      const [found, id = ''] = pattern.exec(path) ?? [];
      if (found !== undefined) return { value, id: decoded(id) };
    }
    return undefined;
  };
}

/** Proxies may encode any character of a path. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // It is no id.
  }
}

/** Whether a page of somebody else is around this one, and could lead people to press what they do not see. */

/** The part of `window` that is read. Elements of the page cannot shadow any of it. */
export interface FramedWindow {
  readonly origin?: string;
  readonly parent?: FramedWindow;
  readonly location?: { readonly ancestorOrigins?: ArrayLike<string> };
}

/** The origin of sandboxed pages, each of which is another one. */
const opaque = 'null';

/**
 * Tells whether a page of another origin embeds this one, at any depth. Firefox does not tell which
 * (https://developer.mozilla.org/docs/Web/API/Location/ancestorOrigins): there, every page whose origin is
 * out of reach counts, whatever is allowed.
 *
 * @param allowed origins that may embed it
 */
export function isInForeignFrame(
  allowed: readonly string[] = [],
  page: FramedWindow = globalThis,
): boolean {
  const origins = page.location?.ancestorOrigins ?? originsAbove(page);
  const isForeign = (origin: string): boolean =>
    origin === opaque || (origin !== page.origin && !allowed.includes(origin));
  return Array.from(origins).some(isForeign);
}

function originsAbove(page: FramedWindow): string[] {
  const origins: string[] = [];
  try {
    // The top page is its own parent.
    for (let below = page; below.parent && below.parent !== below; below = below.parent) {
      origins.push(below.parent.origin ?? opaque);
    }
  } catch {
    // A SecurityError: the page above is of another origin.
    origins.push(opaque);
  }
  return origins;
}

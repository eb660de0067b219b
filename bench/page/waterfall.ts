/** Counts how many requests of a page had to follow one another. */

export interface TimedRequest {
  readonly url: string;
  readonly startedAt: number;
  /** When the first byte of the answer arrived: from then on, other requests may follow from it. */
  readonly answeredAt: number;
}

/**
 * The longest chain of requests each of which began only after the one before was answered: as many round
 * trips a visitor waits for one after the other.
 */
export function longestChain(requests: readonly TimedRequest[]): readonly TimedRequest[] {
  const inOrder = [...requests].sort((a, b) => a.answeredAt - b.answeredAt);
  const chains: (readonly TimedRequest[])[] = [];
  let longest: readonly TimedRequest[] = [];
  for (const request of inOrder) {
    // Of the requests that were answered before, the one with the longest chain.
    const before = chains
      .filter((chain) => (chain.at(-1)?.answeredAt ?? Infinity) <= request.startedAt)
      .reduce<readonly TimedRequest[]>(
        (best, chain) => (chain.length > best.length ? chain : best),
        [],
      );
    const chain = [...before, request];
    chains.push(chain);
    if (chain.length > longest.length) longest = chain;
  }
  return longest;
}

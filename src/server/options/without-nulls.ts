/** `null` counts as left out, as many configurations write it. */
export function withoutNulls<T extends object>(given: T | undefined): T {
  const entries = Object.entries(given ?? {}).filter(([, value]) => value !== null);
  // What is left out is checked afterwards, as it has to be for JavaScript anyway.
  return Object.fromEntries(entries) as T;
}

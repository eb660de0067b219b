/** Tells a second press on a button from an impatient repetition of the first one. */
import type { BindingState } from '../../client/state.js';

/** Presses within this time, while the state stays the same, count as one. */
const repeatMs = 1000;

/** Returns a function to call at each press. It returns whether the press counts. */
export function createPressGuard(): (state: BindingState) => boolean {
  let last: { readonly state: BindingState; readonly atMs: number } | undefined;
  return (state) => {
    const atMs = performance.now();
    if (last?.state === state && atMs - last.atMs < repeatMs) return false;
    last = { state, atMs };
    return true;
  };
}

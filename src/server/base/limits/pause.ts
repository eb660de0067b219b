/** Something that WeChat refuses for now, so that nobody asks for it in vain. */
export interface Pause {
  isOn(): boolean;
  /** Whether WeChat has refused it, and has not done it since. */
  wasOn(): boolean;
  start(ms: number): void;
  /** WeChat has done it. */
  end(): void;
  /** For the first caller after a pause: the others go on waiting until its answer is known. */
  tryAgain(): void;
}

/** How long that answer may take. */
const trialMs = 60_000;

export function createPause(now: () => number): Pause {
  let sinceMs = 0;
  let untilMs = 0;
  function start(ms: number): void {
    sinceMs = now();
    untilMs = sinceMs + ms;
  }
  return {
    start,
    // Not if the clock has been set back since: it would last too long.
    isOn: () => sinceMs <= now() && now() < untilMs,
    wasOn: () => untilMs > 0,
    end() {
      untilMs = 0;
    },
    tryAgain() {
      if (untilMs > 0) start(trialMs);
    },
  };
}

/** The times and numbers of tries that an attempt allows (docs/protocol.md). */

/** Milliseconds. */
export const times = {
  /** How long the page shows the QR code. */
  shownMs: 180_000,
  /** A visitor who scanned in time may still be reading the account's profile before tapping Follow. */
  followMs: 60_000,
  /** How long WeChat's push may take to arrive. */
  arrivalMs: 20_000,
  scannedMs: 90_000,
  /** Long, because phones freeze a page while WeChat covers it. */
  approvedMs: 300_000,
  bindingMs: 600_000,
  /** The shortest time between two verification codes. */
  verificationCodeEveryMs: 60_000,
  /** How long a page can still read how an attempt ended. */
  endMs: 300_000,
  leaseMs: 10_000,
  /** How long a repeated redeem or bind gets the same answer. */
  outcomeMs: 60_000,
} as const;

/** How long the page of an attempt may be waiting for somebody. */
export const pendingMs = times.shownMs + times.followMs + times.arrivalMs;

/** How long an attempt may live on after the end of `pending`, not counting how long it is kept after its end. */
export const laterStatesMs = times.scannedMs + times.approvedMs + times.bindingMs + times.leaseMs;

/** For digits that visitors send to the account: nobody else gets them for 15 minutes after their attempt is over. */
export const digitsTimes = {
  liveMs: pendingMs,
  keptMs: pendingMs + laterStatesMs + 900_000,
} as const;

/** Tries within one attempt (docs/protocol.md#binding). */
export const tries = { chatDigits: 3, account: 5, verificationCodes: 3 } as const;

export const maxWrongConfirmations = 3;

/** Where the processes of an official account keep their access token together. */

/** Plain data. The token is a secret: a store must seal it. */
export interface KeptToken {
  readonly token?: string;
  /** Until when to use it, in milliseconds since the epoch. */
  readonly untilMs?: number;
  /** A process is asking WeChat for another one; the others wait until then, in milliseconds since the epoch. */
  readonly askingUntilMs?: number;
  /** When WeChat was last made to give another token than the current one. */
  readonly forcedAtMs?: readonly number[];
}

/** One record, written by compare-and-set. */
export interface TokenStore {
  read(): Promise<{ readonly kept: KeptToken; readonly rev: number } | undefined>;
  /** Writes it if `rev` is still that of the record (0: there is none), and resolves with true. */
  write(rev: number, kept: KeptToken): Promise<boolean>;
}

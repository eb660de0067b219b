/** What both halves of `npm run bench` hand to the table, the raw figures and the plots. */

/** One number, and what it was measured of. */
export interface Figure {
  /** Such as `wechat-mp-login`, `authing-js-sdk 4.23.55`, `a poll each second` or `the bare router`. */
  readonly name: string;
  /** In the unit of the measurement. The median of the samples, unless the measurement's name says otherwise. */
  readonly value: number;
  /** The single measurements behind `value`, in the order in which they were taken. */
  readonly samples?: readonly number[];
  /** Where the number was published, if this run has not measured it. */
  readonly citedFrom?: string;
}

/** One row of the table: our figure beside those of others, from the same run. */
export interface Measurement {
  /** What is measured, as a phrase. Measurements with the same name and different `at` are one line of a plot. */
  readonly name: string;
  /** Such as `ms`, `KiB`, `requests`, `logins/s`, `%`; empty for a plain ratio. */
  readonly unit: string;
  readonly ours: Figure;
  /** The yardsticks, the most important one first. Empty if the goal is a number of its own. */
  readonly peers: readonly Figure[];
  /** What has to be reached, such as `at least 20 × sooner than authing-js-sdk`. */
  readonly goal?: { readonly text: string; readonly isMet: boolean };
  /** Where on the logarithmic axis of a plot this measurement stands, such as 10 000 `visitors waiting`. */
  readonly at?: { readonly axis: string; readonly value: number };
  /** One sentence for readers of the table: how it was measured, or why a goal is missed. */
  readonly note?: string;
}

/** What a run consists of: everything that is written to docs/benchmarks/<half>.json. */
export interface Report {
  /** The command that repeats the run. */
  readonly command: string;
  /** When it began: an ISO date. */
  readonly measuredAt: string;
  /** By name: this package, Node.js, the browser, Redis, and each peer that ran. */
  readonly versions: Readonly<Record<string, string>>;
  /** The processor and the number of its cores. */
  readonly machine: string;
  readonly measurements: readonly Measurement[];
}

/** Settings of `measurePage` and `measureBackend`, which each resolve to a list of measurements. */
export interface MeasureOptions {
  /** True for few rounds and small numbers, which show that the benchmark runs, and whose figures mean little. */
  readonly isQuick: boolean;
  /** Says on stderr what is being measured. */
  readonly tell: (progress: string) => void;
  /** Adds to the report's versions, such as `redis-server` and `7.0.15`. */
  readonly addVersion: (name: string, version: string) => void;
}

/** When an account may write to a person, and how often (docs/wechat.md#customer-messages). */

/** What the person did. */
export type Occasion = 'follow' | 'scan' | 'menu' | 'message' | 'payment';

/** The messages that one action of a person allows. */
export interface Allowance {
  left: number;
  readonly untilMs: number;
}

const minuteMs = 60_000;
const twoDaysMs = 48 * 3_600_000;

const rules: Readonly<Record<Occasion, { readonly count: number; readonly forMs: number }>> = {
  follow: { count: 3, forMs: minuteMs },
  scan: { count: 3, forMs: minuteMs },
  menu: { count: 3, forMs: minuteMs },
  message: { count: 5, forMs: twoDaysMs },
  payment: { count: Infinity, forMs: twoDaysMs },
};

/** Whoever can be written to. */
export interface Addressee {
  /** By what the person did. Doing it again begins anew. */
  readonly allowances: Map<Occasion, Allowance>;
}

export function allowMessages({ allowances }: Addressee, occasion: Occasion, nowMs: number): void {
  const { count, forMs } = rules[occasion];
  allowances.set(occasion, { left: count, untilMs: nowMs + forMs });
}

/** Counts one message against the allowance that ends first. */
export function takeMessage(
  { allowances }: Addressee,
  nowMs: number,
): 'taken' | 'used up' | 'none' {
  const open = [...allowances.values()].filter(({ untilMs }) => nowMs < untilMs);
  if (open.length === 0) return 'none';
  const [next] = open.filter(({ left }) => left > 0).sort((a, b) => a.untilMs - b.untilMs);
  if (!next) return 'used up';
  next.left--;
  return 'taken';
}

/** What people, browsers and time do in a random walk, as plain data: a walk that fails is printed and made shorter. */
import fc from 'fast-check';

/**
 * `new…` have no account at first; `unionid` has one, but by the openid at another official account; `family`
 * opens the account of `known`, too.
 */
export const people = ['new', 'newToo', 'known', 'family', 'unionid', 'stranger'] as const;
export type Person = (typeof people)[number];

export const browserCount = 3;

type Purpose = 'login' | 'link' | 'step-up';
/** Numbers count from the last one: 0 is the tab that was opened last, or the reply that came last. */
export type Step =
  | { readonly do: 'open'; readonly browser: number; readonly purpose: Purpose }
  | { readonly do: 'scan'; readonly by: Person; readonly tab: number }
  | {
      readonly do: 'confirm' | 'notMe';
      readonly by: Person;
      readonly reply: number;
      readonly typed: boolean;
    }
  /** Somebody sends what another person's chat offers. */
  | { readonly do: 'copyConfirm'; readonly by: Person; readonly reply: number }
  | { readonly do: 'redeem' | 'create' | 'link' | 'linkGuessing'; readonly tab: number }
  | { readonly do: 'redeemTwice'; readonly tab: number }
  | { readonly do: 'redeemElsewhere'; readonly tab: number; readonly browser: number }
  | { readonly do: 'unlink'; readonly browser: number; readonly person: Person }
  | { readonly do: 'signOut'; readonly browser: number }
  /** `join`: gets an account without a scan. */
  | { readonly do: 'forgetBrowsers' | 'unfollow' | 'follow' | 'join'; readonly person: Person }
  | { readonly do: 'wait'; readonly ms: number }
  /** Opens a page and scans; and, to sign in, confirms if asked, and finishes: so that walks get far. */
  | {
      readonly do: 'openAndScan' | 'signIn';
      readonly browser: number;
      readonly by: Person;
      readonly purpose: Purpose;
    }
  | { readonly do: 'atOnce'; readonly steps: readonly Step[] };

const person = fc.constantFrom<Person>(...people, 'known', 'known', 'known', 'stranger');
const browser = fc.constantFrom(0, 0, 1, 1, 2);
const recent = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.nat(5) },
);
const purpose = fc.constantFrom<Purpose>('login', 'login', 'link', 'link', 'step-up');
const is = fc.constant;

const scan = fc.record({ do: is('scan' as const), by: person, tab: recent });
const answer = fc.record({
  do: fc.constantFrom('confirm' as const, 'notMe' as const),
  by: person,
  reply: recent,
  typed: fc.boolean(),
});
const finish = fc.record({
  do: fc.constantFrom(
    ...(['redeem', 'redeem', 'create', 'link', 'linkGuessing', 'redeemTwice'] as const),
  ),
  tab: recent,
});
const signIn = fc.record({ do: is('signIn' as const), browser, by: person, purpose });
const openAndScan = fc.record({ do: is('openAndScan' as const), browser, by: person, purpose });
const linkNew = fc.record({
  ...{ do: is('signIn' as const), browser, purpose: is('link' as const) },
  by: fc.constantFrom<Person>('new', 'newToo'),
});
const unlink = fc.record({
  ...{ do: is('unlink' as const), browser },
  person: fc.constantFrom<Person>('family', 'newToo', ...people),
});
const join = fc.record({
  do: is('join' as const),
  person: fc.constantFrom<Person>('new', 'newToo'),
});

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: is('open' as const), browser, purpose }) },
  { weight: 4, arbitrary: scan },
  { weight: 8, arbitrary: openAndScan },
  { weight: 1, arbitrary: join },
  { weight: 9, arbitrary: answer },
  { weight: 8, arbitrary: finish },
  { weight: 20, arbitrary: signIn },
  { weight: 8, arbitrary: linkNew },
  { weight: 7, arbitrary: unlink },
  {
    weight: 4,
    arbitrary: fc.oneof(
      fc.record({ do: is('copyConfirm' as const), by: person, reply: recent }),
      fc.record({ do: is('redeemElsewhere' as const), tab: recent, browser }),
      fc.record({ do: is('signOut' as const), browser }),
      fc.record({
        do: fc.constantFrom(...(['forgetBrowsers', 'unfollow', 'follow'] as const)),
        person,
      }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: is('wait' as const),
      ms: fc.constantFrom(
        ...[1000, 1000, minuteMs, minuteMs, 6 * minuteMs, hourMs, 23 * hourMs, 25 * hourMs],
        91 * 24 * hourMs,
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: is('atOnce' as const),
      steps: fc.tuple(fc.oneof(scan, answer, finish), fc.oneof(answer, finish, unlink)),
    }),
  },
);

export const walk = fc.array(step, { minLength: 20, maxLength: 50, size: 'max' });

/**
 * Chooses the way to sign in that suits where the page is open (docs/doors.md). Pure, so that a table of
 * cases can hold it. A desktop with its QR code needs none of this, and does not load it.
 */
import type { Method } from '../../protocol/messages.js';

/** Where the page is open. */
export type Where = 'desktop' | 'phone' | 'wechat' | 'wecom' | 'mini-program';

/** What the card offers: a QR code on a desktop and on a phone needs other steps of the visitor. */
export type Door = 'scan' | 'message' | 'save' | 'long-press' | 'authorize' | 'elsewhere';

/** The method with which a door signs in. `elsewhere` has none: the page has to be opened elsewhere. */
const methods = {
  scan: 'scan',
  save: 'scan',
  'long-press': 'scan',
  message: 'message',
  authorize: 'oauth',
} as const satisfies Readonly<Record<Exclude<Door, 'elsewhere'>, Method>>;

type DoorWithMethod = keyof typeof methods;

/** The doors of each place, best first. */
const doorsAt: Readonly<Record<Where, readonly DoorWithMethod[]>> = {
  desktop: ['scan', 'message'],
  phone: ['save', 'message'],
  wechat: ['authorize', 'long-press', 'message'],
  wecom: [],
  'mini-program': [],
};

/** What decides which doors there are. */
export interface DoorFacts {
  readonly where: Where;
  /** The methods that the backend offers. Before it has answered: all. */
  readonly methods?: readonly string[] | undefined;
  /** The one method that the page allows; all unless set. */
  readonly allowed?: Method | undefined;
  /**
   * Whether this tab can keep an attempt while the visitor is at WeChat's authorization, and come back to
   * the page. True unless set.
   */
  readonly canComeBack?: boolean | undefined;
}

/** The doors of a page, best first. */
export interface Doors {
  readonly first: Door;
  readonly beside: readonly Door[];
}

/**
 * Chooses the doors of a page.
 *
 * @example
 * ```ts
 * chooseDoors({ where: 'phone', methods: ['scan', 'message'] }); // { first: 'save', beside: ['message'] }
 * chooseDoors({ where: 'wecom' }).first; // 'elsewhere'
 * ```
 */
export function chooseDoors({
  where,
  methods: offered,
  allowed,
  canComeBack = true,
}: DoorFacts): Doors {
  const [first = 'elsewhere', ...others] = doorsAt[where].filter((door) => {
    const method = methods[door];
    const isOffered = offered?.includes(method) ?? true;
    const isAllowed = method === (allowed ?? method);
    return isOffered && isAllowed && (method !== 'oauth' || canComeBack);
  });
  return { first, beside: others };
}

/**
 * Returns the method with which a door signs in.
 *
 * @example
 * ```ts
 * methodOf('save'); // 'scan'
 * methodOf('elsewhere'); // undefined
 * ```
 */
export function methodOf(door: Door): Method | undefined {
  return door === 'elsewhere' ? undefined : methods[door];
}

/**
 * Returns the door that shows a method at a place.
 *
 * @example
 * ```ts
 * doorOf('wechat', 'scan'); // 'long-press'
 * ```
 */
export function doorOf(where: Where, method: Method): Door {
  return doorsAt[where].find((door) => methods[door] === method) ?? 'elsewhere';
}

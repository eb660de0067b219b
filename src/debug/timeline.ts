/** Records what happens to the logins of a page, in order. Only the newest entries are kept. */
import type { LoginState } from '../client/state.js';
import { describe } from './describe.js';

export interface TimelineEntry {
  /** When it happened: milliseconds since the page started to load, as `performance.now()`. */
  readonly atMs: number;
  /** The login that it happened to: `#its-id`, or `login 2` if it has no id. */
  readonly login: string;
  /** The type of the new state, or the name of the event. */
  readonly change: LoginState['type'] | 'binding event' | 'success event' | 'error event';
  /** One line of details, without secrets. */
  readonly detail: string;
  /** How long the state lasted, in milliseconds. Undefined for events, and for the state that still lasts. */
  readonly lastedMs?: number | undefined;
}

export interface Timeline {
  /** The oldest entry comes first. */
  readonly entries: readonly TimelineEntry[];
  /** Removes all entries. */
  clear(): void;
  /** Stops recording. The entries stay. */
  stop(): void;
  /** Returns the entries as text, one per line. */
  toString(): string;
}

export interface TimelineOptions {
  /** Where to listen for the events of logins. Default: `document`. */
  readonly target?: EventTarget;
  /** How many entries to keep. Default: 200. */
  readonly limit?: number;
  /** Called after every change of the entries. */
  readonly onChange?: () => void;
}

type LoginElement = HTMLElement & {
  readonly state?: LoginState;
  readonly transport?: string;
};

/** The members that are read from the four events. The `code` of a success opens a session, so it is not recorded. */
type LoginEvent = Event & {
  readonly state?: LoginState;
  readonly code?: string;
  readonly retryable?: boolean;
};

type NameOf = (login: HTMLElement) => string;
type Add = (entry: TimelineEntry) => void;

const eventNames = ['state', 'binding', 'success', 'error'] as const;

/**
 * Starts to record the logins of a page. Logins that exist already are recorded in their present state.
 *
 * @example
 * ```ts
 * const timeline = createTimeline({ limit: 50 });
 * addEventListener('pagehide', () => {
 *   console.log(String(timeline));
 *   timeline.stop();
 * });
 * ```
 */
export function createTimeline(options: TimelineOptions = {}): Timeline {
  const { target = document, limit = 200, onChange = () => {} } = options;
  const nameOf = createNames();
  const listeners = new AbortController();
  let entries: readonly TimelineEntry[] = [];

  const setEntries = (next: readonly TimelineEntry[]): void => {
    entries = next;
    onChange();
  };
  const add: Add = (entry) => setEntries(append(entries, entry).slice(-limit));

  for (const name of eventNames) {
    target.addEventListener(`wechat-mp-login-${name}`, (event) => addEvent(event, nameOf, add), {
      capture: true,
      signal: listeners.signal,
    });
  }
  addPresent(target, nameOf, add);

  return {
    get entries() {
      return entries;
    },
    clear: () => setEntries([]),
    stop: () => listeners.abort(),
    toString: () => entries.map(formatEntry).join('\n'),
  };
}

/** Formats milliseconds as seconds with three decimals. */
export function formatSeconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

/** Names each login once, by its id or by a number. */
function createNames(): NameOf {
  const names = new WeakMap<HTMLElement, string>();
  let count = 0;
  return (login) => {
    const name = names.get(login) ?? (login.id ? `#${login.id}` : `login ${++count}`);
    names.set(login, name);
    return name;
  };
}

/** Adds an entry. A new state ends the one before it. */
function append(entries: readonly TimelineEntry[], entry: TimelineEntry): readonly TimelineEntry[] {
  if (!isState(entry)) return [...entries, entry];
  const last = entries.findLastIndex(
    (each) => each.login === entry.login && isState(each) && each.lastedMs === undefined,
  );
  return [
    ...entries.map((each, index) =>
      index === last ? { ...each, lastedMs: entry.atMs - each.atMs } : each,
    ),
    entry,
  ];
}

/** Whether an entry is about a state, and not about an event. */
export function isState({ change }: TimelineEntry): boolean {
  return !change.endsWith(' event');
}

function addEvent(event: Event, nameOf: NameOf, add: Add): void {
  // For a login inside a closed shadow root, this is the outermost element around it.
  const element = event.composedPath()[0] as LoginElement;
  const { type, timeStamp: atMs, state, code, retryable }: LoginEvent = event;
  const login = nameOf(element);
  if (type === 'wechat-mp-login-state' && state) {
    const transport = state.type === 'loading' && element.transport;
    const detail = joinDetails(describe(state), transport && `transport ${transport}`);
    add({ atMs, login, change: state.type, detail });
    return;
  }
  const change = `${type.slice('wechat-mp-login-'.length)} event` as TimelineEntry['change'];
  const errorCode = retryable === undefined ? '' : code;
  // Whether the page prevents the default is known only after all listeners have run.
  queueMicrotask(() => {
    const detail = joinDetails(errorCode, event.defaultPrevented && 'prevented by the page');
    add({ atMs, login, change, detail });
  });
}

function joinDetails(...details: readonly (string | false | undefined)[]): string {
  return details.filter(Boolean).join(' · ');
}

/** Adds the logins that are on the page already. */
function addPresent(target: EventTarget, nameOf: NameOf, add: Add): void {
  if (!('querySelectorAll' in target)) return;
  for (const login of (target as ParentNode).querySelectorAll<LoginElement>('wechat-mp-login')) {
    const { state } = login;
    if (!state) continue;
    const change = state.type;
    add({ atMs: performance.now(), login: nameOf(login), change, detail: describe(state) });
  }
}

function formatEntry({ atMs, login, change, detail, lastedMs }: TimelineEntry): string {
  const lasted = lastedMs === undefined ? '' : `(${formatSeconds(lastedMs)} s)`;
  const columns = [
    formatSeconds(atMs).padStart(9),
    login.padEnd(9),
    change.padEnd(13),
    lasted,
    detail,
  ];
  return columns.filter(Boolean).join('  ').trimEnd();
}

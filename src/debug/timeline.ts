/** What happened to the logins of a page, in order: the newest 200 entries, and no more. */
import type { LoginState } from '../client/state.js';
import { describe } from './describe.js';

export interface TimelineEntry {
  /** Since the page began, in milliseconds. */
  readonly atMs: number;
  /** Which login: `#its-id`, or `login 2`. */
  readonly login: string;
  /** What of it: the type of a state, or the event. */
  readonly what: LoginState['type'] | 'binding event' | 'success event' | 'error event';
  readonly detail: string;
  /** How long a state lasted, in milliseconds; none while it does, and of events. */
  readonly lastedMs?: number | undefined;
}

export interface Timeline {
  /** Oldest first. */
  readonly entries: readonly TimelineEntry[];
  clear(): void;
  stop(): void;
  /** As text, a line an entry. */
  toString(): string;
}

export interface TimelineOptions {
  /** Where events are heard. Default `document`. */
  readonly target?: EventTarget;
  /** How many entries are kept. Default 200. */
  readonly limit?: number;
  /** Called after every change. */
  readonly onChange?: () => void;
}

type LoginElement = HTMLElement & {
  readonly state?: LoginState;
  readonly transport?: string;
};

/** What is read of the four events; `code` is read of errors alone, as a success's opens a session. */
type LoginEvent = Event & {
  readonly state?: LoginState;
  readonly code?: string;
  readonly retryable?: boolean;
};

const kinds = ['state', 'binding', 'success', 'error'] as const;

/** Begins to listen; logins that are there already are written down as they are. */
export function createTimeline(options: TimelineOptions = {}): Timeline {
  const { target = document, limit = 200, onChange = () => {} } = options;
  const listening = new AbortController();
  const names = new WeakMap<EventTarget, string>();
  let logins = 0;
  let entries: TimelineEntry[] = [];

  function nameOf(login: EventTarget): string {
    const { id } = login as LoginElement;
    const name = names.get(login) ?? (id ? `#${id}` : `login ${++logins}`);
    names.set(login, name);
    return name;
  }

  function add(login: string, what: TimelineEntry['what'], detail: string, atMs: number): void {
    const isState = !what.endsWith(' event');
    if (isState) {
      const last = entries.findLastIndex((each) => each.login === login && isOpen(each));
      const before = entries[last];
      if (before) entries[last] = { ...before, lastedMs: atMs - before.atMs };
    }
    entries = [...entries, { atMs, login, what, detail }].slice(-limit);
    onChange();
  }

  const isOpen = ({ what, lastedMs }: TimelineEntry): boolean =>
    lastedMs === undefined && !what.endsWith(' event');

  function hear(event: Event): void {
    // Within a closed shadow root, the outermost element stands for it.
    const login = event.composedPath()[0] as LoginElement;
    const { type, timeStamp, state, code, retryable }: LoginEvent = event;
    const name = nameOf(login);
    if (type === 'wechat-mp-login-state' && state) {
      const transport = state.type === 'loading' && login.transport;
      const detail = [describe(state), transport && `transport ${transport}`];
      add(name, state.type, detail.filter(Boolean).join(' · '), timeStamp);
      return;
    }
    const what = `${type.slice('wechat-mp-login-'.length)} event` as TimelineEntry['what'];
    const why = retryable === undefined ? '' : code;
    // By the end of its dispatch it is known whether the page went its own way.
    queueMicrotask(() => {
      const prevented = event.defaultPrevented ? 'prevented by the page' : '';
      add(name, what, [why, prevented].filter(Boolean).join(' · '), timeStamp);
    });
  }

  for (const kind of kinds) {
    target.addEventListener(`wechat-mp-login-${kind}`, hear, {
      capture: true,
      signal: listening.signal,
    });
  }
  if ('querySelectorAll' in target) {
    for (const login of (target as ParentNode).querySelectorAll<LoginElement>('wechat-mp-login')) {
      const { state } = login;
      if (state) add(nameOf(login), state.type, describe(state), performance.now());
    }
  }

  return {
    get entries() {
      return entries;
    },
    clear() {
      entries = [];
      onChange();
    },
    stop: () => listening.abort(),
    toString: () => entries.map(line).join('\n'),
  };
}

export function secondsOf(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function line({ atMs, login, what, detail, lastedMs }: TimelineEntry): string {
  const lasted = lastedMs === undefined ? '' : `(${secondsOf(lastedMs)} s)`;
  const columns = [secondsOf(atMs).padStart(9), login.padEnd(9), what.padEnd(13), lasted, detail];
  return columns.filter(Boolean).join('  ').trimEnd();
}

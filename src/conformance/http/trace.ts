/**
 * What a case has sent and seen, one line for each. Cookies, ids and tokens are named by their length,
 * and bodies by their fields, so that a report can be published and shows nothing of the backend's.
 */
import { problemTable } from '../../protocol/problem-table.js';
import { isAttemptState } from '../../protocol/states.js';
import { confirmModes } from '../fixture.js';

/** One line of a report. */
export interface Exchange {
  readonly by: 'page' | 'WeChat' | 'phone';
  readonly sent: string;
  readonly seen: string;
}

export interface Trace {
  readonly lines: readonly Exchange[];
  add(by: Exchange['by'], sent: string, seen: string): void;
}

/** A case that sends more has a report of its first and last lines. */
const maxLines = 400;

export function createTrace(): Trace {
  const lines: Exchange[] = [];
  return {
    lines,
    add(by, sent, seen) {
      if (lines.length >= maxLines) lines.splice(maxLines / 2, 1);
      lines.push({ by, sent, seen });
    },
  };
}

/** The words of the protocol, which a report may show as they are. */
const words: ReadonlySet<string> = new Set([
  ...Object.keys(problemTable),
  ...confirmModes,
  ...['authenticated', 'binding', 'select', 'create', 'link', 'password', 'email-code'],
  ...['phone-code', 'session', 'core', 'stream', 'confirm', 'qr', 'login', 'scan', 'chatCode'],
  ...['oauth', 'redirect', 'resumeAt'],
  ...['verifier', 'challenge', 'purpose', 'method', 'existing-only'],
]);

/** Describes a body without its secrets. */
export function describeBody(text: string, contentType: string): string {
  if (text === '') return 'an empty body';
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(contentType)?.[0] ?? 'no content type';
  const parsed = /json/.test(type) ? parseJson(text) : undefined;
  if (parsed === undefined) return `${text.length} characters of ${type}`;
  return clip(JSON.stringify(masked(parsed.value)));
}

const longest = 300;

export function clip(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        /^\w{1,32}$/.test(name) ? name : `(${name.length} characters)`,
        masked(each),
      ]),
    );
  }
  if (typeof value !== 'string' || isAttemptState(value) || words.has(value)) return value;
  return `(${value.length} characters)`;
}

/**
 * A sign-in loads the page anew, but nobody's phone forgets its chats over that: kept for this tab.
 */
import type { ShownAccount } from './connection.js';

export interface Memory {
  readonly personId: string;
  readonly contacts: Readonly<Record<string, ShownAccount>>;
  /** The last message that was read; '' for none. */
  readonly readUpTo: string;
}

const key = 'wechat-phone';
const empty: Memory = { personId: '', contacts: {}, readUpTo: '' };

export function remember(memory: Memory): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(memory));
  } catch {
    // No storage in this browser or frame: the phone is then new with every page.
  }
}

export function recall(): Memory {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    return isMemory(stored) ? stored : empty;
  } catch {
    return empty;
  }
}

function isMemory(value: unknown): value is Memory {
  return (
    typeof value === 'object' &&
    value !== null &&
    'personId' in value &&
    typeof value.personId === 'string' &&
    'readUpTo' in value &&
    typeof value.readUpTo === 'string' &&
    'contacts' in value &&
    typeof value.contacts === 'object' &&
    value.contacts !== null &&
    Object.values(value.contacts).every(isAccount)
  );
}

function isAccount(value: unknown): value is ShownAccount {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'kind' in value &&
    (value.kind === 'service' || value.kind === 'subscription')
  );
}

/** Keeps the phone's state for this tab, because signing in loads the page anew. */
import type { ShownAccount } from '../connection.js';

export interface Memory {
  readonly personId: string;
  /** The account in each person's list of chats. */
  readonly contacts: Readonly<Record<string, ShownAccount>>;
  /** Id of the last message that was read; '' for none. */
  readonly readUpTo: string;
}

const key = 'wechat-phone';
const empty: Memory = { personId: '', contacts: {}, readUpTo: '' };

export function saveMemory(memory: Memory): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(memory));
  } catch {
    // This browser or frame has no storage: each page then starts with a new phone.
  }
}

export function loadMemory(): Memory {
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

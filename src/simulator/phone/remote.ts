/** The phone for pages whose simulator runs in a server (see endpoint.ts). */
import { BodyError, readBoundedText } from '../../wechat/io/read-text.js';
import {
  PhoneError,
  type AuthorizeResult,
  type Person,
  type Phone,
  type ScanResult,
} from './phone.js';
import type { ChatMessage } from '../users.js';

const timeoutMs = 10_000;
/** Far above a long chat; an address that is not the simulator's may answer anything. */
const maxAnswerBytes = 1_048_576;

/**
 * Returns a phone that calls a simulator in a server. Its methods reject with a PhoneError if a
 * person cannot do that, or if the server cannot be reached within 10 seconds.
 * @param simulatorUrl where the simulator is mounted
 * @param fetch default: the global `fetch`
 * @example
 * ```ts
 * const phone = remotePhone('http://localhost:8080/simulator');
 * for (const person of await phone.people()) console.log(person.name, person.follows);
 * ```
 */
export function remotePhone(
  simulatorUrl: string | URL,
  fetch: (input: string, init: RequestInit) => Promise<Response> = (input, init) =>
    globalThis.fetch(input, init),
): Phone {
  const call = createCall(`${String(simulatorUrl).replace(/\/+$/, '')}/phone`, fetch);

  return {
    people: () => call('people', [], isListOf(isPerson)),
    addPerson: (name) => call('addPerson', [name], isPerson),
    scan: (personId, text) => call('scan', [personId, text], isScanResult),
    follow: (personId, scanId) => call('follow', [personId, scanId], isScanResult),
    search: (personId, text) => call('search', [personId, text], isScanResult),
    followBySearch: (personId) => call('followBySearch', [personId], isScanResult),
    followByPayment: (personId) => call('followByPayment', [personId], isScanResult),
    unfollow: async (personId) => {
      await call('unfollow', [personId], isNull);
    },
    chat: (personId) => call('chat', [personId], isListOf(isChatMessage)),
    send: async (personId, text) => {
      await call('send', [personId, text], isNull);
    },
    sendMedia: async (personId, type) => {
      await call('sendMedia', [personId, type], isNull);
    },
    tap: async (personId, href) => {
      await call('tap', [personId, href], isNull);
    },
    pressMenu: async (personId, name) => {
      await call('pressMenu', [personId, name], isNull);
    },
    authorize: (personId, url, answer = 'allow') =>
      call('authorize', [personId, url, answer], isAuthorizeResult),
    changeAuthorization: async (personId, change) => {
      await call('changeAuthorization', [personId, change], isNull);
    },
  };
}

/** Calls a method of the phone by its name. */
function createCall(base: string, fetch: NonNullable<Parameters<typeof remotePhone>[1]>) {
  return async <T>(
    method: keyof Phone,
    args: readonly string[],
    isResult: (value: unknown) => value is T,
  ): Promise<T> => {
    const signal = AbortSignal.timeout(timeoutMs);
    const url = `${base}/${method}`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(args),
      signal,
    }).catch((cause: unknown) => {
      throw new PhoneError(
        `The simulator cannot be reached at ${url}. Is its server running? If the page has another origin, pass that to createSimulator as \`origins\`.`,
        { cause },
      );
    });
    const result = await readJson(response, signal);
    if (response.ok && isResult(result)) return result;
    const error = hasFields(result) ? result['error'] : undefined;
    throw new PhoneError(
      typeof error === 'string' ? error : `${url} is not the simulator’s: ${answerOf(response)}`,
    );
  };
}

function answerOf({ status, headers }: Response): string {
  const type = headers.get('content-type')?.split(';')[0] ?? 'no content type';
  return `it answers with status ${status} and ${type}. Use the address where the simulator is mounted, such as /simulator.`;
}

/** @returns undefined if the answer is too long or not JSON */
async function readJson(response: Response, signal: AbortSignal): Promise<unknown> {
  try {
    const text = await readBoundedText(response, { maxBytes: maxAnswerBytes, signal });
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof BodyError || error instanceof SyntaxError) return undefined;
    throw new PhoneError('The simulator’s answer broke off.', { cause: error });
  }
}

function hasFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isNull(value: unknown): value is null {
  return value === null;
}

function isListOf<T>(isItem: (value: unknown) => value is T) {
  return (value: unknown): value is T[] => Array.isArray(value) && value.every(isItem);
}

function isPerson(value: unknown): value is Person {
  return (
    hasFields(value) &&
    ['id', 'name', 'avatar'].every((name) => typeof value[name] === 'string') &&
    typeof value['follows'] === 'boolean'
  );
}

function isChatMessage(value: unknown): value is ChatMessage {
  return (
    hasFields(value) &&
    typeof value['text'] === 'string' &&
    typeof value['atMs'] === 'number' &&
    (value['from'] === 'account' || value['from'] === 'person')
  );
}

function isProfile(value: unknown): boolean {
  return (
    hasFields(value) &&
    ['name', 'kind', 'originalId'].every((name) => typeof value[name] === 'string')
  );
}

function isScanResult(value: unknown): value is ScanResult {
  if (!hasFields(value)) return false;
  switch (value['type']) {
    case 'profile':
      return isProfile(value['account']) && typeof value['scanId'] === 'string';
    case 'chat':
      return isProfile(value['account']);
    case 'unknown':
      return typeof value['text'] === 'string';
    case 'expired':
    case 'unavailable':
      return true;
    default:
      return false;
  }
}

function isAuthorizeResult(value: unknown): value is AuthorizeResult {
  if (!hasFields(value)) return false;
  if (value['type'] === 'page') return typeof value['url'] === 'string';
  return value['type'] === 'error' && typeof value['text'] === 'string';
}

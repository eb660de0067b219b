/** Several official accounts on one phone: each simulator is one account, and all have the same people. */
import { createFetch, type Fetch } from './fetch.js';
import { createPhoneEndpoint } from './phone/endpoint.js';
import type { Phone, ScanResult } from './phone/phone.js';
import { logToConsole } from './platform.js';
import type { Simulator, SimulatorOptions } from './simulator.js';

export interface JoinedSimulators {
  /** Serves one phone for all accounts. Everything else goes to the account that the request names. */
  readonly fetch: Fetch;
  /** Each person is in the chat of the account that they opened last; at first, in that of the first. */
  readonly phone: Phone;
}

/**
 * Joins simulators of several official accounts, so that one phone scans the QR codes of all of them. Give
 * all simulators the same people; with the same `openPlatform`, they have the same unionids.
 *
 * @param options - `origins` and `log`, as for `createSimulator`
 * @example
 * ```ts
 * const people = [{ name: 'Robin', follows: true }];
 * const shop = createSimulator({ people, account: { name: 'Mountain Shop' } });
 * const news = createSimulator({ people, account: { name: 'Mountain News' } });
 * const { phone } = joinSimulators([shop, news]);
 * console.log(await phone.search('person-1', 'Mountain News')); // { type: 'chat', … }
 * ```
 */
export function joinSimulators(
  simulators: readonly [Simulator, ...Simulator[]],
  { origins, log = logToConsole }: Pick<SimulatorOptions, 'origins' | 'log'> = {},
): JoinedSimulators {
  const phone = joinPhones(simulators);
  const api = (request: Request): Promise<Response> => {
    const appId = new URL(request.url).searchParams.get('appid');
    return simulatorOf(simulators, appId).fetch(request);
  };
  return { phone, fetch: createFetch(api, createPhoneEndpoint(phone, { origins, log }), api) };
}

function simulatorOf(
  simulators: readonly [Simulator, ...Simulator[]],
  appId: string | null,
): Simulator {
  return simulators.find(({ account }) => account.appId === appId) ?? simulators[0];
}

function joinPhones(simulators: readonly [Simulator, ...Simulator[]]): Phone {
  const [{ phone: first }] = simulators;
  /** By person. A profile that is open is of an account whose chat is not. */
  const [chats, profiles] = [new Map<string, Phone>(), new Map<string, Phone>()];
  const inChat = (id: string): Phone => chats.get(id) ?? first;

  function note(id: string, phone: Phone, result: ScanResult): ScanResult {
    if (result.type === 'chat') chats.set(id, phone);
    if (result.type === 'profile') profiles.set(id, phone);
    return result;
  }

  /** The first answer of an account that knows what it is asked for. */
  async function find(id: string, ask: (phone: Phone) => Promise<ScanResult>): Promise<ScanResult> {
    let last: ScanResult | undefined;
    for (const { phone } of simulators) {
      last = note(id, phone, await ask(phone));
      if (last.type !== 'unknown') return last;
    }
    return last ?? ask(first);
  }

  return {
    async people() {
      const all = await Promise.all(simulators.map(({ phone }) => phone.people()));
      const people = all[0] ?? [];
      const follows = (id: string): boolean => {
        const index = simulators.findIndex(({ phone }) => phone === inChat(id));
        return all[index]?.find((each) => each.id === id)?.follows === true;
      };
      return people.map((each) => ({ ...each, follows: follows(each.id) }));
    },
    async addPerson(name) {
      const [person] = await Promise.all(simulators.map(({ phone }) => phone.addPerson(name)));
      return person ?? first.addPerson(name);
    },
    scan: (id, text) => find(id, (phone) => phone.scan(id, text)),
    search: (id, text) => find(id, (phone) => phone.search(id, text)),
    async follow(id, scanId) {
      const phone = profiles.get(id) ?? first;
      return note(id, phone, await phone.follow(id, scanId));
    },
    followBySearch: (id) => inChat(id).followBySearch(id),
    followByPayment: (id) => inChat(id).followByPayment(id),
    unfollow: (id) => inChat(id).unfollow(id),
    chat: (id) => inChat(id).chat(id),
    send: (id, text) => inChat(id).send(id, text),
    sendMedia: (id, type) => inChat(id).sendMedia(id, type),
    tap: (id, href) => inChat(id).tap(id, href),
    pressMenu: (id, name) => inChat(id).pressMenu(id, name),
    authorize(id, url, answer) {
      const appId = URL.canParse(url) ? new URL(url).searchParams.get('appid') : null;
      return simulatorOf(simulators, appId).phone.authorize(id, url, answer);
    },
    changeAuthorization: (id, change) => inChat(id).changeAuthorization(id, change),
  };
}

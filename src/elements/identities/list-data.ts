/** The data behind `<wechat-mp-identities>`: loads the list, unlinks an identity, and reports each state. */
import { asError } from '../../client/as-error.js';
import type { Identities } from '../../client/identities.js';
import type { WechatMpLoginError } from '../../protocol/errors.js';
import type { LinkedIdentity } from '../../protocol/messages.js';
import { askUnlessLeaving } from './leaving.js';
import type { IdentitiesProblem, IdentitiesState, OpenRow } from './state.js';

export interface IdentityListOptions {
  readonly backend: Identities;
  readonly onState: (state: IdentitiesState) => void;
  /** Returns whether the element shows the error: false if the page reports it itself. */
  readonly onError: (error: WechatMpLoginError) => boolean;
  /** An identity was unlinked; `identities` are those that are still linked. */
  readonly onChange: (identities: readonly LinkedIdentity[]) => void;
}

export interface IdentityList {
  /** Loads the list: at once, or after the request to unlink that is under way. */
  refresh(): void;
  /** Opens a row, which asks the visitor to confirm. */
  openRow(id: string): void;
  closeRow(): void;
  /** Lets the visitor of the open row confirm in WeChat that it is them, once what that needs has loaded. */
  stepUp(load: () => Promise<unknown>): Promise<void>;
  /** Unlinks the identity whose row is open. Does nothing while that is under way. */
  unlink(): Promise<void>;
  /** Aborts loading and calls nothing any more. A request to unlink is completed all the same. */
  dispose(): void;
}

export function createIdentityList(options: IdentityListOptions): IdentityList {
  const list: List = {
    options,
    state: { type: 'loading' },
    isStale: false,
    isDisposed: false,
    request: undefined,
  };
  return {
    refresh() {
      list.isStale = true;
      // Unlinking replaces the session, so a list requested before its answer would be refused.
      if (!isUnlinking(list)) void load(list);
    },
    openRow: (id) => setRow(list, { id, step: 'ask' }),
    closeRow: () => setRow(list, undefined),
    stepUp: (load) => stepUp(list, load),
    unlink: () => unlink(list),
    dispose() {
      list.isDisposed = true;
      list.request?.abort();
    },
  };
}

interface List {
  readonly options: IdentityListOptions;
  state: IdentitiesState;
  /** Whether the backend may have a newer list than the one that is shown. */
  isStale: boolean;
  isDisposed: boolean;
  /** The newest request for the list, which replaces those before it. */
  request: AbortController | undefined;
}

function isUnlinking({ state }: List): boolean {
  return state.type === 'list' && state.open?.step === 'busy';
}

function setState(list: List, state: IdentitiesState): void {
  if (list.isDisposed) return;
  list.state = state;
  list.options.onState(state);
}

function setRow(list: List, open: OpenRow | undefined): void {
  const { state } = list;
  if (state.type !== 'list' || isUnlinking(list)) return;
  setState(list, { type: 'list', identities: state.identities, open });
}

async function load(list: List): Promise<void> {
  list.request?.abort();
  const { signal } = (list.request = new AbortController());
  if (list.state.type !== 'list') setState(list, { type: 'loading' });
  let state: IdentitiesState;
  try {
    const ask = () => list.options.backend.list({ signal });
    const { identities } = await askUnlessLeaving(ask, signal);
    const before = list.state.type === 'list' ? list.state : undefined;
    const open = identities.some(({ id }) => id === before?.open?.id) ? before?.open : undefined;
    state = { type: 'list', identities, open, unlinked: before?.unlinked };
  } catch (thrown) {
    if (signal.aborted) return;
    state = { type: 'error', problem: problemOf(list, asError(thrown)) };
  }
  if (signal.aborted) return;
  list.isStale = false;
  setState(list, state);
}

async function unlink(list: List): Promise<void> {
  const { state } = list;
  if (state.type !== 'list' || !state.open || isUnlinking(list)) return;
  const { id } = state.open;
  list.request?.abort();
  setRow(list, { id, step: 'busy' });
  try {
    // Never aborted: the visitor has confirmed, so it is done even if they leave the page.
    const { signal } = new AbortController();
    await askUnlessLeaving(() => list.options.backend.unlink(id, { signal }), signal);
    removeRow(list, state.identities, id);
  } catch (thrown) {
    const error = asError(thrown);
    if (error.code === 'not_found') await checkStillLinked(list, id, error);
    else refuse(list, id, error);
  }
  if (list.isStale) void load(list);
}

async function stepUp(list: List, load: () => Promise<unknown>): Promise<void> {
  const openRow = (): OpenRow | undefined =>
    list.state.type === 'list' ? list.state.open : undefined;
  const open = openRow();
  if (!open) return;
  try {
    await load();
    // The visitor may have closed the row meanwhile.
    if (openRow() === open) setRow(list, { id: open.id, step: 'step-up' });
  } catch (thrown) {
    if (openRow() === open) refuse(list, open.id, asError(thrown));
  }
}

function removeRow(list: List, before: readonly LinkedIdentity[], id: string): void {
  const identities = before.filter((each) => each.id !== id);
  setState(list, { type: 'list', identities, unlinked: before.find((each) => each.id === id) });
  if (!list.isDisposed) list.options.onChange(identities);
}

/** The backend does not know this identity. It was unlinked elsewhere, perhaps in another tab. */
async function checkStillLinked(list: List, id: string, error: WechatMpLoginError): Promise<void> {
  if (list.state.type === 'list') {
    setState(list, { type: 'list', identities: list.state.identities });
  }
  await load(list);
  const { state } = list;
  if (state.type !== 'list') return;
  if (state.identities.some((each) => each.id === id)) refuse(list, id, error);
  else if (!list.isDisposed) list.options.onChange(state.identities);
}

function refuse(list: List, id: string, error: WechatMpLoginError): void {
  const problem = problemOf(list, error);
  const open = problem && ({ id, step: 'refused', problem } as const);
  if (list.state.type === 'list') {
    setState(list, { type: 'list', identities: list.state.identities, open });
  }
}

/** What the element shows of an error; undefined if the page reports it itself. */
function problemOf(list: List, error: WechatMpLoginError): IdentitiesProblem | undefined {
  if (list.isDisposed || !list.options.onError(error)) return undefined;
  const { code, retryable, retryAfterMs } = error;
  return { code, retryable, retryAfterMs };
}

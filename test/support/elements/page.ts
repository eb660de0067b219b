/** A backend whose strings a test pulls, and eyes for what is on the screen. */
import type { Backend } from '../../../src/client/backend.js';
import type { Authenticated, Binding, Created, Snapshot } from '../../../src/protocol/messages.js';
import type { WechatMpBinding } from '../../../src/index.js';
import { sampleUrl } from '../../../stories/support/sample-states.js';
import { until } from '../until.js';

export interface Stage {
  readonly backend: Backend;
  /** What was asked of it, in order. */
  readonly calls: string[];
  /** Connections that are open. */
  open: number;
  push(snapshot: Partial<Snapshot>): void;
}

export interface Script {
  readonly created?: Partial<Created>;
  /** In place of an answer to create. */
  readonly refuse?: () => Error | undefined;
  readonly redeem?: Partial<Authenticated>;
  /** In place of somebody who is signed in: bind then answers with `redeem`. */
  readonly binding?: Binding;
}

export function stage(script: Script = {}): Stage {
  let rev = 1;
  let wake = (): void => undefined;
  const waiting: Snapshot[] = [];
  const signedIn: Authenticated = {
    result: 'authenticated',
    isNew: false,
    account: { name: '林溪' },
    ...script.redeem,
  };
  const self: Stage = {
    calls: [],
    open: 0,
    push(snapshot) {
      rev += 1;
      waiting.push({ state: 'pending', rev, expiresIn: 180, interval: 2, ...snapshot });
      wake();
    },
    backend: {
      create() {
        self.calls.push('create');
        const error = script.refuse?.();
        if (error) return Promise.reject(error);
        return Promise.resolve({
          protocol: 1,
          levels: ['core'],
          id: `attempt-${self.calls.length}`,
          state: 'pending',
          rev,
          expiresIn: 180,
          interval: 2,
          officialAccount: { key: 'default', name: '山岚商店', kind: 'service' },
          present: { type: 'qr', url: sampleUrl },
          ...script.created,
        });
      },
      async *watch(_attempt, { signal }) {
        self.open += 1;
        const aborted = new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
        try {
          while (!signal.aborted) {
            const next = waiting.shift();
            if (next) yield next;
            else await Promise.race([aborted, new Promise<void>((resolve) => (wake = resolve))]);
          }
          throw signal.reason;
        } finally {
          self.open -= 1;
        }
      },
      redeem() {
        self.calls.push('redeem');
        return Promise.resolve(script.binding ?? signedIn);
      },
      bind(_id, { action }) {
        self.calls.push(`bind ${action}`);
        return Promise.resolve(signedIn);
      },
      cancel() {
        self.calls.push('cancel');
        return Promise.resolve();
      },
    },
  };
  return self;
}

export const inside = (element: Element, selector: string): HTMLElement | null =>
  element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;

export const textOf = (element: Element, selector: string): string =>
  inside(element, selector)?.textContent.trim() ?? '';

/** The prompts that a login draws, once they are there with their words. */
export const promptsOf = async (login: Element): Promise<WechatMpBinding> => {
  const prompts = await until(() => inside(login, 'wechat-mp-binding') as WechatMpBinding | null);
  await until(() => textOf(prompts, 'h2') !== '');
  return prompts;
};

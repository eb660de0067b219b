/** Acts as a visitor at the prompts. Finds buttons and fields by the tag's public parts. */
import { expect, waitFor } from 'storybook/test';
import type { WechatMpBinding } from 'wechat-mp-login/elements';

export interface Prompts {
  /** Presses the option or the account at this index. */
  readonly option: (index: number) => Promise<void>;
  /** Chooses the method at this index. */
  readonly method: (index: number) => Promise<void>;
  /** Fills fields by name; `chatCode` is the one for the chat digits. */
  readonly fill: (values: Readonly<Record<string, string>>) => Promise<void>;
  readonly send: () => Promise<void>;
  readonly submit: () => Promise<void>;
  /** Waits until an error is shown. */
  readonly refused: () => Promise<void>;
}

/** Longer than the QR code and its scripted scan need. */
const timeoutMs = 20_000;

export function promptsIn(canvas: HTMLElement): Prompts {
  const prompts = (): WechatMpBinding | null =>
    canvas
      .querySelector('wechat-mp-login')
      ?.shadowRoot?.querySelector<WechatMpBinding>('wechat-mp-binding') ?? null;

  async function find<T extends HTMLElement>(selector: string, index = 0): Promise<T> {
    let found: T | undefined;
    await waitFor(
      () => {
        found = prompts()?.shadowRoot?.querySelectorAll<T>(selector)[index];
        expect(found, selector).toBeTruthy();
      },
      { timeout: timeoutMs },
    );
    await prompts()?.updateComplete;
    return found as T;
  }

  const press = async (selector: string, index = 0): Promise<void> => {
    (await find(selector, index)).click();
    await prompts()?.updateComplete;
  };

  return {
    option: (index) => press('[part=option]', index),
    method: (index) => press('[part=method] input', index),
    async fill(values) {
      for (const [name, value] of Object.entries(values)) {
        const input = await find<HTMLInputElement>(`input[name="${name}"]`);
        input.value = value;
        input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      }
    },
    send: () => press('[part=send]'),
    submit: () => press('[part=button]'),
    async refused() {
      await waitFor(() => {
        const errors = prompts()?.shadowRoot?.querySelectorAll('[part=error]') ?? [];
        expect([...errors].some(({ textContent }) => textContent)).toBe(true);
      });
    },
  };
}

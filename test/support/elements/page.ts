/** Finds what is on the page, through shadow roots, and waits for it. */
import type { WechatMpBinding } from '../../../src/index.js';
import { until } from '../until.js';

/** The first element in an element's shadow root that matches. */
export const inside = (element: Element, selector: string): HTMLElement | null =>
  element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;

export const textOf = (element: Element, selector: string): string =>
  inside(element, selector)?.textContent.trim() ?? '';

/** The prompts inside a login, once they are there with their texts. */
export const promptsOf = async (login: Element): Promise<WechatMpBinding> => {
  const prompts = await until(() => inside(login, 'wechat-mp-binding') as WechatMpBinding | null);
  await until(() => textOf(prompts, 'h2') !== '');
  return prompts;
};

/**
 * Waits until all animations in these elements have ended, but for those that never end. Their
 * `finished` promises cannot be awaited: an animation is cancelled, and its promise rejected with an
 * AbortError, when its element leaves the page, as a tile does for the prompts.
 */
export const animationsEnd = (elements: readonly Element[]): Promise<true> =>
  until(() => elements.every((element) => !hasFiniteAnimation(element)) && true);

const hasFiniteAnimation = (element: Element): boolean =>
  (element.shadowRoot?.getAnimations() ?? []).some(
    ({ effect }) => effect?.getComputedTiming().endTime !== Infinity,
  );

/** The cards that have reference pictures. Each set is a folder of `reference/`. */
import type { LoginState } from '../../../src/client/state.js';
import type { WechatMpLogin } from '../../../src/index.js';
import type { Lang } from '../../../stories/support/sample-binding.js';
import { bindingSamples } from '../../../stories/support/sample-binding.js';
import { sampleCaptcha } from '../../../stories/support/sample-captcha.js';
import { allSamples, shown, showState } from '../../../stories/support/sample-states.js';

/** Creates the cards by name. They are complete once they are in the page. */
export type Cards = Readonly<Record<string, () => HTMLElement>>;

type Settings = Partial<Pick<WechatMpLogin, 'variant' | 'purpose'>>;

function login(state: LoginState, settings: Settings = {}): HTMLElement {
  const element = document.createElement('wechat-mp-login');
  Object.assign(element, settings, { manual: true });
  showState(element, state);
  return element;
}

/** Every state, and every step of the prompts in the language of the backend. */
export function samplesIn(lang: Lang): Readonly<Record<string, LoginState>> {
  const prompts = Object.entries(bindingSamples(lang, shown));
  return {
    ...allSamples,
    ...Object.fromEntries(prompts.map(([name, state]) => [`prompt: ${name}`, state])),
  };
}

export const sets = {
  states: (lang) =>
    Object.fromEntries(
      Object.entries(samplesIn(lang)).map(([name, state]) => [name, () => login(state)]),
    ),
  variants: (lang) => ({
    'captcha in its slot': () => {
      const card = login(samplesIn(lang)['error: captcha_required']!);
      card.append(sampleCaptcha());
      return card;
    },
    ...Object.fromEntries(
      (['compact', 'bare'] as const).flatMap((variant) =>
        ['ready', 'expired', 'success', 'prompt: link'].map((name) => [
          `${variant}: ${name}`,
          () => login(samplesIn(lang)[name]!, { variant }),
        ]),
      ),
    ),
  }),
  buttons: () =>
    Object.fromEntries(
      (['official', 'neutral'] as const).map((look) => [
        look,
        () => Object.assign(document.createElement('wechat-mp-login-button'), { look }),
      ]),
    ),
} satisfies Readonly<Record<string, (lang: Lang) => Cards>>;

export type SetName = keyof typeof sets;

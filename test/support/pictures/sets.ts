/** The cards that have reference pictures. Each set is a folder of `reference/`. */
import type { LoginState } from '../../../src/client/state.js';
import type { WechatMpLogin } from '../../../src/index.js';
import type { Lang } from '../../../stories/support/samples/binding.js';
import { bindingSamples } from '../../../stories/support/samples/binding.js';
import { doorSamples } from '../../../stories/support/samples/doors.js';
import type { Place } from '../../../stories/support/samples/doors.js';
import { sampleCaptcha } from '../../../stories/support/samples/captcha.js';
import { sampleTerms } from '../../../stories/support/samples/terms.js';
import { allSamples, shown, showState } from '../../../stories/support/samples/states.js';

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
function samplesIn(lang: Lang): Readonly<Record<string, LoginState>> {
  const prompts = Object.entries(bindingSamples(lang, shown));
  return {
    ...allSamples,
    ...Object.fromEntries(prompts.map(([name, state]) => [`prompt: ${name}`, state])),
  };
}

/** The ways to sign in of a place. Without a state, the login itself finds that it is in the wrong place. */
function doorsAt(place: Place): Cards {
  const samples: Readonly<Record<string, LoginState>> = doorSamples[place];
  const draw = (state: LoginState): HTMLElement =>
    state.type === 'idle' ? document.createElement('wechat-mp-login') : login(state);
  return Object.fromEntries(
    Object.entries(samples).flatMap(([name, state]): [string, () => HTMLElement][] => [
      [name, () => draw(state)],
      ...mirrored
        .filter((each) => each === name)
        .map((): [string, () => HTMLElement] => [
          `right to left: ${name}`,
          () => rightToLeft(draw(state)),
        ]),
    ]),
  );
}

/** The cards of doors with the most parts side by side. */
const mirrored = ['message, long name, seven digits', 'tabs, message', 'save'];

function rightToLeft(card: HTMLElement): HTMLElement {
  card.dir = 'rtl';
  return card;
}

/** The box to check before there is a QR code, and below it. */
function withTerms(state: LoginState): HTMLElement {
  const card = login(state);
  card.append(sampleTerms(state.type !== 'idle'));
  return card;
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
  terms: (lang) => {
    const ready = samplesIn(lang)['ready']!;
    return {
      'not accepted': () => withTerms({ type: 'idle' }),
      accepted: () => withTerms(ready),
      'right to left: accepted': () => rightToLeft(withTerms(ready)),
    };
  },
  buttons: () =>
    Object.fromEntries(
      (['official', 'neutral'] as const).map((look) => [
        look,
        () => Object.assign(document.createElement('wechat-mp-login-button'), { look }),
      ]),
    ),
  'doors-desktop': () => doorsAt('desktop'),
  'doors-phone': () => doorsAt('phone'),
  'doors-wechat': () => doorsAt('wechat'),
  'doors-wecom': () => doorsAt('wecom'),
} satisfies Readonly<Record<string, (lang: Lang) => Cards>>;

export type SetName = keyof typeof sets;

/** Where a page with this set is open. */
export function placeOf(set: SetName): Place {
  return set.startsWith('doors-') ? (set.slice('doors-'.length) as Place) : 'desktop';
}

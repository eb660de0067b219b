/** Every state in every language, light and dark, narrow and wide. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import type { WechatMpLogin } from '../../../src/index.js';
import { allSamples, showState } from '../../../stories/support/samples/states.js';
import { animationsEnd, inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

const names = Object.keys(allSamples);

/** A page with every sample, once nothing moves on it any more. */
async function mountSamples(
  lang: string,
  theme: 'light' | 'dark',
  width: number,
  variant?: WechatMpLogin['variant'],
): Promise<HTMLElement> {
  const root = await fixture<HTMLElement>(
    html`<div lang=${lang}>
      ${names.map(
        (name) =>
          html`<wechat-mp-login
            manual
            theme=${theme}
            .variant=${variant}
            data-name=${name}
          ></wechat-mp-login>`,
      )}
    </div>`,
  );
  root.style.width = `${width}px`;
  root.style.colorScheme = theme;
  root.style.background = 'Canvas';
  for (const element of tags(root)) {
    const state = allSamples[element.dataset['name'] ?? ''];
    if (state) showState(element, state);
  }
  await until(() => tags(root).every(isComplete));
  // During a fade, the contrast is not the final one.
  await animationsEnd(tags(root).flatMap((element) => [element, contentOf(element)]));
  return root;
}

/** The element whose shadow root has the card's content: the prompts where they are shown, else the tag. */
const contentOf = (element: WechatMpLogin): Element =>
  element.state.type === 'binding' ? (inside(element, 'wechat-mp-binding') ?? element) : element;

/** Whether the state is drawn with its texts. Prompts load late: until then, the tile stands in their place. */
const isComplete = (element: WechatMpLogin): boolean =>
  textOf(contentOf(element), 'p') !== '' &&
  (element.state.type !== 'binding' || contentOf(element) !== element);

const heightOf = ({ offsetHeight }: HTMLElement): number => offsetHeight;
const namesOf = (elements: readonly HTMLElement[]): string[] =>
  elements.map(({ dataset }) => dataset['name'] ?? '');

/** How far below the top of its card a part is; the same distances are listed once. */
const topsOf = (elements: readonly WechatMpLogin[], part: string): number[] => [
  ...new Set(
    elements.map((element) => {
      const box = inside(contentOf(element), part)?.getBoundingClientRect();
      return (box?.top ?? 0) - element.getBoundingClientRect().top;
    }),
  ),
];

const tags = (root: HTMLElement): WechatMpLogin[] => [...root.querySelectorAll('wechat-mp-login')];

describe('every state', () => {
  for (const lang of ['en', 'zh-CN', 'zh-TW']) {
    for (const theme of ['light', 'dark'] as const) {
      it(`is accessible in ${lang}, ${theme}`, async () => {
        const root = await mountSamples(lang, theme, 344);
        await expect(root).to.be.accessible();
      });
    }

    for (const width of [280, 320, 400]) {
      it(`has one height with a tile and less without, at ${width} px in ${lang}, and nothing overflows it`, async () => {
        const root = await mountSamples(lang, 'light', width);
        const place = 'wechat-mp-qr, .step';
        const isHigh = (element: WechatMpLogin) => inside(contentOf(element), place) !== null;
        const high = tags(root).filter(isHigh);
        const low = tags(root).filter((element) => !isHigh(element));
        expect([...new Set(high.map(heightOf))], 'heights').to.have.length(1);
        expect(topsOf(high, place), 'position of the tile').to.have.length(1);
        expect(topsOf(tags(root), 'h2'), 'position of the title').to.have.length(1);
        expect(namesOf(low)).to.include.members(['idle', 'denied', 'error', 'offline at first']);
        for (const element of low) {
          expect(heightOf(element), element.dataset['name']).to.be.below(300);
        }
        for (const element of tags(root)) {
          const { right, left } = element.getBoundingClientRect();
          const parts =
            contentOf(element).shadowRoot?.querySelectorAll('h2, p, button, b, bdi') ?? [];
          for (const part of parts) {
            const box = part.getBoundingClientRect();
            expect(box.left, `${element.dataset['name']}: ${part.localName}`).to.be.at.least(left);
            expect(box.right, `${element.dataset['name']}: ${part.localName}`).to.be.at.most(right);
          }
        }
      });
    }
  }

  for (const variant of ['compact', 'bare'] as const) {
    it(`is accessible in a ${variant} card`, async () => {
      for (const theme of ['light', 'dark'] as const) {
        const root = await mountSamples('en', theme, 344, variant);
        await expect(root).to.be.accessible();
      }
    });
  }

  it('has a title and a sentence, in one language and without error codes', async () => {
    const root = await mountSamples('en', 'light', 344);
    for (const element of tags(root)) {
      const text = textOf(contentOf(element), 'h2') + textOf(contentOf(element), 'p');
      expect(text, element.dataset['name']).to.match(/^[\w\s.,?…’“”-]+$/);
      expect(text).not.to.match(/_|undefined|null/);
    }
  });

  it('calls a service account 服务号 and a subscription account 公众号', async () => {
    const root = await mountSamples('zh', 'light', 344);
    const sentence = (name: string): string => {
      const element = tags(root).find(({ dataset }) => dataset['name'] === name);
      return element ? textOf(element, 'p') : '';
    };
    expect(sentence('error')).to.contain('服务号');
    expect(sentence('error: subscription account disabled')).to.contain('公众号');
  });

  it('has buttons of at least 44 px', async () => {
    const root = await mountSamples('en', 'light', 280);
    const buttons = tags(root).flatMap((element) => inside(element, 'button') ?? []);
    expect(buttons.length).to.be.greaterThan(5);
    for (const button of buttons) expect(button.offsetHeight).to.be.at.least(44);
  });

  it('is exposed to style sheets by its name', async () => {
    const root = await mountSamples('en', 'light', 344);
    for (const element of tags(root)) {
      expect(element.matches(`:state(${element.state.type})`), element.state.type).to.equal(true);
    }
  });
});

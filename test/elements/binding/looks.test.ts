/** How the prompts look: every step and error, every language and theme, narrow, and with hostile texts. */
import { expect, fixture, html } from '@open-wc/testing';
import type { BindingState } from '../../../src/client/state.js';
import { WechatMpBinding } from '../../../src/elements/binding/wechat-mp-binding.js';
import { bindingSamples } from '../../../stories/support/samples/binding.js';
import { shown } from '../../../stories/support/samples/states.js';
import { withMedia } from '../../support/elements/media.js';
import { animationsEnd, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';
import { create, has, mount, password } from '../../support/elements/binding-page.js';

/** Padding and border of the card, which leave less width to the prompts. */
const paddings = 34;

/** One element for each state. */
async function mountSheet(
  states: Readonly<Record<string, BindingState>>,
  { lang = 'en', theme = 'light', width = 344, dir = 'ltr' },
): Promise<WechatMpBinding[]> {
  const root = await fixture<HTMLElement>(
    html`<div lang=${lang} dir=${dir}>
      ${Object.entries(states).map(
        ([name, state]) =>
          html`<wechat-mp-binding data-name=${name} .state=${state}></wechat-mp-binding>`,
      )}
    </div>`,
  );
  root.style.width = `${width - paddings}px`;
  root.style.colorScheme = theme;
  root.style.background = 'Canvas';
  root.style.color = 'CanvasText';
  const tags = [...root.querySelectorAll('wechat-mp-binding')];
  await until(() => tags.every((element) => textOf(element, 'h2') !== ''));
  // A contrast in the middle of a transition is not the final one. Spinners never finish.
  await animationsEnd(tags);
  return tags;
}

function expectInside(element: WechatMpBinding): void {
  const { left, right } = element.getBoundingClientRect();
  const parts =
    element.shadowRoot?.querySelectorAll('*:not(.visually-hidden, .visually-hidden *)') ?? [];
  for (const part of parts) {
    const box = part.getBoundingClientRect();
    if (box.width === 0) continue;
    const name = `${element.dataset['name'] ?? ''}: ${part.localName}.${part.getAttribute('class') ?? ''}`;
    expect(box.left, name).to.be.at.least(left - 0.5);
    expect(box.right, name).to.be.at.most(right + 0.5);
  }
}

const hostileTexts = {
  markup: '<img src=x onerror="window.hurt = true"> & <b>bold</b>',
  'very long': 'x'.repeat(10_000),
  'right to left': 'محمد عبد الرحمن بن أحمد العربي الطويل جدا',
  'reversed by a control character': '\u202Etxet lamron ton',
  empty: '',
};

function statesWith(text: string): Readonly<Record<string, BindingState>> {
  const { choose, link, select } = bindingSamples('en', {
    ...shown,
    officialAccount: { ...shown.officialAccount, name: text },
  });
  if (!choose || !link || !select) throw new Error('The samples lack a step.');
  const [identifier] = password.fields;
  const field = { ...identifier!, label: text, hint: text };
  const option = { ...password, label: text, fields: [field] };
  const others = ['a', 'b', 'c'].map((method) => ({ ...option, method }));
  return {
    link: { ...link, options: [create, option, ...others] },
    button: { ...link, method: 'none', options: [{ ...option, method: 'none', fields: [] }] },
    select: { ...select, accounts: [{ choice: 'a', name: text }] },
  };
}

describe('the prompts', () => {
  for (const lang of ['en', 'zh-Hans', 'zh-Hant'] as const) {
    for (const theme of ['light', 'dark']) {
      it(`are accessible in ${lang}, ${theme}`, async () => {
        const tags = await mountSheet(bindingSamples(lang, shown), { lang, theme });
        expect(tags.length).to.be.greaterThan(15);
        // One check of the whole sheet: a check of each element takes twenty times as long.
        await expect(tags[0]?.parentElement).to.be.accessible();
      });
    }

    for (const width of [280, 344]) {
      it(`fit into ${width} px in ${lang}, and are never shorter than the card’s other states`, async () => {
        for (const element of await mountSheet(bindingSamples(lang, shown), { lang, width })) {
          expectInside(element);
          expect(element.offsetHeight, element.dataset['name']).to.be.at.least(371);
        }
      });
    }
  }

  for (const [name, text] of Object.entries(hostileTexts)) {
    for (const dir of ['ltr', 'rtl']) {
      it(`show a text that is ${name} as plain text, within 280 px, ${dir}`, async () => {
        for (const element of await mountSheet(statesWith(text), { width: 280, dir })) {
          expectInside(element);
          expect(has(element, 'img')).to.equal(false);
          expect(element.offsetHeight, 'no end').to.be.lessThan(1500);
        }
        expect('hurt' in window).to.equal(false);
      });
    }
  }

  it('have targets of 44 px', async () => {
    for (const element of await mountSheet(bindingSamples('en', shown), { width: 280 })) {
      const targets = element.shadowRoot?.querySelectorAll<HTMLElement>('button, input') ?? [];
      for (const target of targets)
        expect(target.offsetHeight, target.className).to.be.at.least(44);
    }
  });

  it('use no style attributes, which strict Content Security Policies forbid', async () => {
    for (const element of await mountSheet(bindingSamples('en', shown), {})) {
      expect(has(element, '[style]')).to.equal(false);
    }
  });

  it('contain no text of another language, and no internal name', async () => {
    for (const element of await mountSheet(bindingSamples('zh-Hans', shown), { lang: 'zh' })) {
      for (const selector of ['h2', 'p', '[part=back]', '[part=button]', '[part=error]']) {
        const text = textOf(element, selector);
        expect(text, `${element.dataset['name'] ?? ''}: ${selector}`).not.to.match(/[a-z_]/i);
      }
    }
  });
});

/** The animations and transitions in the styles, by name and duration. */
function movementsIn(element: WechatMpBinding): string[] {
  const parts = [...(element.shadowRoot?.querySelectorAll('*') ?? [])];
  return parts
    .flatMap((part) => [getComputedStyle(part), getComputedStyle(part, '::before')])
    .filter(({ display }) => display !== 'none')
    .flatMap(({ animationName, transitionDuration }) => [animationName, transitionDuration])
    .filter((value) => !/^(none|0s)?$/.test(value));
}

it('moves nothing if the visitor prefers reduced motion', async () => {
  const link = { step: 'link', method: 'password' } as const;
  const { element, show } = await mount();
  expect(movementsIn(element), 'without the preference').not.to.deep.equal([]);
  await show(link);
  expect(element.getAnimations().length, 'the card grows').to.equal(1);
  await withMedia('(prefers-reduced-motion)', [WechatMpBinding], async () => {
    const still = await mount();
    expect(movementsIn(still.element)).to.deep.equal([]);
    await still.show(link);
    expect(movementsIn(still.element)).to.deep.equal([]);
    expect(still.element.getAnimations().length).to.equal(0);
  });
});

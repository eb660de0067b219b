/** Every step and every mistake as it looks: every language, light and dark, narrow, and strange words. */
import { expect, fixture, html } from '@open-wc/testing';
import type { BindingState } from '../../../src/client/state.js';
import { WechatMpBinding } from '../../../src/elements/binding/wechat-mp-binding.js';
import { bindingSamples } from '../../../stories/support/sample-binding.js';
import { shown } from '../../../stories/support/sample-states.js';
import { withMedia } from '../../support/elements/media.js';
import { textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';
import { create, has, mount, password } from '../../support/elements/binding-page.js';

/** What the card leaves to the prompts. */
const paddings = 34;

async function sheet(
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
  // Opacity on its way is not the contrast that stays; what turns for ever is waited for by nobody.
  await Promise.all(
    tags.flatMap(({ shadowRoot }) =>
      (shadowRoot?.getAnimations() ?? [])
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
        .map((each) => each.finished),
    ),
  );
  return tags;
}

function staysInside(element: WechatMpBinding): void {
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

const mean = {
  markup: '<img src=x onerror="window.hurt = true"> & <b>bold</b>',
  'without an end': 'x'.repeat(10_000),
  'right to left': 'محمد عبد الرحمن بن أحمد العربي الطويل جدا',
  'turned round': '\u202Etxet lamron ton',
  empty: '',
};

function withWords(words: string): Readonly<Record<string, BindingState>> {
  const { choose, link, select } = bindingSamples('en', {
    ...shown,
    officialAccount: { ...shown.officialAccount, name: words },
  });
  if (!choose || !link || !select) throw new Error('samples were expected');
  const [identifier] = password.fields;
  const field = { ...identifier!, label: words, hint: words };
  const option = { ...password, label: words, fields: [field] };
  const others = ['a', 'b', 'c'].map((method) => ({ ...option, method }));
  return {
    link: { ...link, options: [create, option, ...others] },
    button: { ...link, method: 'none', options: [{ ...option, method: 'none', fields: [] }] },
    select: { ...select, accounts: [{ choice: 'a', name: words }] },
  };
}

describe('the prompts', () => {
  for (const lang of ['en', 'zh-Hans', 'zh-Hant'] as const) {
    for (const theme of ['light', 'dark']) {
      it(`are accessible in ${lang}, ${theme}`, async () => {
        const tags = await sheet(bindingSamples(lang, shown), { lang, theme });
        expect(tags.length).to.be.greaterThan(15);
        // The sheet as a whole: to look at each alone takes twenty times as long.
        await expect(tags[0]?.parentElement).to.be.accessible();
      });
    }

    for (const width of [280, 344]) {
      it(`stay inside ${width} px in ${lang}, never shorter than the card’s other states`, async () => {
        for (const element of await sheet(bindingSamples(lang, shown), { lang, width })) {
          staysInside(element);
          expect(element.offsetHeight, element.dataset['name']).to.be.at.least(371);
        }
      });
    }
  }

  for (const [name, words] of Object.entries(mean)) {
    for (const dir of ['ltr', 'rtl']) {
      it(`show words that are ${name} as text, inside 280 px, ${dir}`, async () => {
        for (const element of await sheet(withWords(words), { width: 280, dir })) {
          staysInside(element);
          expect(has(element, 'img')).to.equal(false);
          expect(element.offsetHeight, 'no end').to.be.lessThan(1500);
        }
        expect('hurt' in window).to.equal(false);
      });
    }
  }

  it('have targets of 44 px, or 38 with room around', async () => {
    for (const element of await sheet(bindingSamples('en', shown), { width: 280 })) {
      const targets = element.shadowRoot?.querySelectorAll<HTMLElement>('button, input') ?? [];
      for (const target of targets)
        expect(target.offsetHeight, target.className).to.be.at.least(44);
    }
  });

  it('use no style attributes, which strict policies forbid', async () => {
    for (const element of await sheet(bindingSamples('en', shown), {})) {
      expect(has(element, '[style]')).to.equal(false);
    }
  });

  it('say nothing in the other language, and no name of ours', async () => {
    for (const element of await sheet(bindingSamples('zh-Hans', shown), { lang: 'zh' })) {
      for (const selector of ['h2', 'p', '[part=back]', '[part=button]', '[part=error]']) {
        const words = textOf(element, selector);
        expect(words, `${element.dataset['name'] ?? ''}: ${selector}`).not.to.match(/[a-z_]/i);
      }
    }
  });
});

/** What of it moves by styles, as the names of animations and the lengths of transitions say. */
function moving(element: WechatMpBinding): string[] {
  const parts = [...(element.shadowRoot?.querySelectorAll('*') ?? [])];
  return parts
    .flatMap((part) => [getComputedStyle(part), getComputedStyle(part, '::before')])
    .filter(({ display }) => display !== 'none')
    .flatMap(({ animationName, transitionDuration }) => [animationName, transitionDuration])
    .filter((value) => !/^(none|0s)?$/.test(value));
}

it('moves nothing where the person wants no motion', async () => {
  const link = { step: 'link', method: 'password' } as const;
  const { element, show } = await mount();
  expect(moving(element), 'for everybody else').not.to.deep.equal([]);
  await show(link);
  expect(element.getAnimations().length, 'the card grows').to.equal(1);
  await withMedia('(prefers-reduced-motion)', [WechatMpBinding], async () => {
    const still = await mount();
    expect(moving(still.element)).to.deep.equal([]);
    await still.show(link);
    expect(moving(still.element)).to.deep.equal([]);
    expect(still.element.getAnimations().length).to.equal(0);
  });
});

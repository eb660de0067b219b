/** How <wechat-mp-identities> looks, in every state, width and theme, and how it is exposed to assistive technology. */
import { expect, fixture, html } from '@open-wc/testing';
import type { WechatMpIdentities } from '../../../src/identities.js';
import { WechatMpLoginError } from '../../../src/protocol/errors.js';
import {
  buttonsOf,
  captureConsoleErrors,
  createBackend,
  createGate,
  threeIdentities,
} from '../../support/elements/identities-page.js';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

captureConsoleErrors();

/** A backend for each state of the element. `refused` refuses the request to unlink. */
function createBackends() {
  const loading = createBackend();
  loading.gate = createGate().opened;
  const failed = createBackend();
  failed.refusal = new WechatMpLoginError('unreachable');
  const signedOut = createBackend();
  signedOut.refusal = new WechatMpLoginError('reauthentication_required');
  return {
    loading,
    one: createBackend(threeIdentities.slice(0, 1)),
    empty: createBackend([]),
    listed: createBackend(),
    open: createBackend(),
    refused: createBackend(),
    failed,
    'signed out': signedOut,
  };
}

/** One element in each state: loading, empty, listed, and so on. */
async function mountSheet(lang: string, theme: 'light' | 'dark', width: number) {
  const backends = createBackends();
  const root = await fixture<HTMLElement>(
    html`<div lang=${lang}>
      ${Object.entries(backends).map(
        ([name, { identities }]) =>
          html`<wechat-mp-identities
            theme=${theme}
            data-name=${name}
            .backend=${identities}
          ></wechat-mp-identities>`,
      )}
    </div>`,
  );
  root.style.width = `${width}px`;
  root.style.colorScheme = theme;
  root.style.background = 'Canvas';
  const tags = [...root.querySelectorAll('wechat-mp-identities')];
  const find = (name: keyof typeof backends): WechatMpIdentities =>
    tags.find(({ dataset }) => dataset['name'] === name) as WechatMpIdentities;
  await until(() =>
    tags.every(
      (tag) => textOf(tag, 'h2') && (tag.state.type !== 'loading' || tag === find('loading')),
    ),
  );
  await Promise.all(tags.map((tag) => tag.updateComplete));
  for (const name of ['open', 'refused'] as const) {
    buttonsOf(find(name))[0]?.click();
    await find(name).updateComplete;
  }
  backends.refused.refusal = new WechatMpLoginError('last_way_in');
  inside(find('refused'), '.confirm')?.click();
  await until(() => isRefused(find('refused')));
  for (const tag of tags) {
    await tag.updateComplete;
    // A contrast in the middle of a transition is not the final one.
    for (const animation of tag.shadowRoot?.getAnimations() ?? []) animation.cancel();
  }
  return { root, tags, find };
}

function isRefused({ state }: WechatMpIdentities): boolean {
  return state.type === 'list' && state.open?.step === 'refused';
}

describe('the looks of <wechat-mp-identities>', () => {
  for (const lang of ['en', 'zh-CN']) {
    for (const theme of ['light', 'dark'] as const) {
      it(`is accessible in ${lang}, ${theme}`, async () => {
        const { root } = await mountSheet(lang, theme, 400);
        await expect(root).to.be.accessible();
      });
    }

    for (const width of [280, 320, 560]) {
      it(`keeps its height when the list arrives, at ${width} px in ${lang}`, async () => {
        const { find } = await mountSheet(lang, 'light', width);
        const { offsetHeight } = find('loading');
        expect(find('one').offsetHeight, 'one').to.equal(offsetHeight);
        // The texts do not change the height either.
        for (const [part, line] of [
          ['h2', 28],
          ['p', 20],
        ] as const) {
          expect(inside(find('one'), part)?.offsetHeight, part).to.equal(line);
        }
      });

      it(`fits into ${width} px in ${lang}, with buttons of 44 px`, async () => {
        const { tags } = await mountSheet(lang, 'light', width);
        for (const tag of tags) {
          const { left, right } = tag.getBoundingClientRect();
          expect(right - left).to.be.at.most(width);
          // What only screen readers read takes no space.
          const parts = tag.shadowRoot?.querySelectorAll(
            ':is(h2, p, b, small, span, button):not(.visually-hidden *)',
          );
          for (const part of parts ?? []) {
            const box = part.getBoundingClientRect();
            expect(box.left, `${tag.dataset['name']}: ${part.localName}`).to.be.at.least(left);
            expect(box.right, `${tag.dataset['name']}: ${part.localName}`).to.be.at.most(right);
          }
          for (const each of buttonsOf(tag)) expect(each.offsetHeight).to.be.at.least(44);
        }
      });
    }
  }

  it('starts at the right if the page does, and shows the beginning of each name', async () => {
    const root = await fixture<HTMLElement>(html`<div dir="rtl" lang="en"></div>`);
    root.style.width = '320px';
    const element = document.createElement('wechat-mp-identities');
    const officialAccount = 'Shanlan Mountain Store and Tea House';
    element.backend = createBackend([
      { id: 'a', officialAccount, linkedAt: '2026-05-03T12:00:00Z' },
    ]).identities;
    root.append(element);
    const name = await until(() => inside(element, 'li b'));
    const box = (selector: string) =>
      (inside(element, selector) as Element).getBoundingClientRect();
    expect(name.scrollWidth, 'too long for its place').to.be.greaterThan(name.clientWidth);
    expect(box('li bdi').left).to.be.at.least(box('li b').left);
    expect(box('h2 bdi').right).to.equal(box('li b').right);
    expect(box('li button').right).to.be.at.most(box('li b').left);
  });

  it('names each button after the identity that it unlinks, and labels the question', async () => {
    const { find } = await mountSheet('en', 'light', 560);
    const root = find('listed').shadowRoot as ShadowRoot;
    const names = buttonsOf(find('listed')).map((each) =>
      (each.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => root.getElementById(id)?.innerText.replace(/\s+/g, ' ').trim())
        .join(' '),
    );
    expect(names[1]).to.match(/^Unlink .*Shanlan Tea House Linked on September 30, 2026$/);
    expect(new Set(names).size).to.equal(3);
    const group = inside(find('open'), '.question');
    expect(group?.getAttribute('role')).to.equal('group');
    expect(group?.getAttribute('aria-labelledby')).to.equal('question');
  });

  it('exposes its state to the style sheets of the page', async () => {
    const { tags } = await mountSheet('en', 'light', 400);
    for (const tag of tags) {
      expect(tag.matches(`:state(${tag.state.type})`), tag.dataset['name']).to.equal(true);
    }
  });
});

/** The card grows and shrinks smoothly, and nothing else on the page moves. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import { WechatMpLogin } from '../../../src/index.js';
import type { LoginState } from '../../../src/client/state.js';
import { mockBackend } from '../../../src/mock/index.js';
import { allSamples, bindingVariants, showState } from '../../../stories/support/samples/states.js';
import { withMedia } from '../../support/elements/media.js';
import { untilComplete } from '../../support/elements/login-page.js';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

interface Stage {
  readonly login: WechatMpLogin;
  readonly card: HTMLElement;
  readonly before: HTMLElement;
  readonly after: HTMLElement;
  readonly beside: HTMLElement;
}

const sample = (name: string): LoginState => {
  const state = allSamples[name] ?? bindingVariants[name];
  if (!state) throw new Error(`no sample ${name}`);
  return state;
};

/** A login between two lines of text, and beside another column, as in a page of its own. */
async function mountStage(name: string): Promise<Stage> {
  const root = await fixture<HTMLElement>(
    html`<div lang="en">
      <p>before</p>
      <wechat-mp-login manual></wechat-mp-login>
      <p>after</p>
      <aside>beside</aside>
    </div>`,
  );
  root.style.width = '344px';
  const find = (selector: string) => root.querySelector(selector) as HTMLElement;
  const login = find('wechat-mp-login') as WechatMpLogin;
  // Loads the prompts and the chat, as the QR code that comes before them does.
  showState(login, sample('binding'));
  await until(() => inside(login, 'wechat-mp-binding'));
  await untilComplete(login);
  for (const animation of await change(login, sample(name))) animation.finish();
  const [before, after] = root.querySelectorAll('p');
  return {
    login,
    card: inside(login, '[part=card]') as HTMLElement,
    before: before as HTMLElement,
    after: after as HTMLElement,
    beside: find('aside'),
  };
}

/** Shows a state, and waits until it is drawn. Its animations are paused. */
async function change(login: WechatMpLogin, state: LoginState): Promise<Animation[]> {
  showState(login, state);
  await login.updateComplete;
  const content = () => inside(login, 'wechat-mp-binding') ?? login;
  await until(() => textOf(content(), 'p'));
  const card = inside(login, '[part=card]') as HTMLElement;
  return card.getAnimations().map((animation) => {
    animation.pause();
    return animation;
  });
}

const topOf = (element: Element): number => element.getBoundingClientRect().top;
const bottomOf = (element: Element): number => element.getBoundingClientRect().bottom;

describe('the height of the card', () => {
  for (const [from, to] of [
    ['idle', 'loading'],
    ['ready', 'error'],
    ['confirm', 'denied'],
    ['confirm by a tap', 'approved'],
    ['ready', 'offline'],
    ['error', 'loading again'],
    ['approved', 'choose'],
    ['approved', 'existing only'],
    ['approved', 'connect'],
    ['link, four methods', 'ready'],
  ] as const) {
    it(`changes smoothly from "${from}" to "${to}", and nothing else moves`, async () => {
      const { login, card, before, after, beside } = await mountStage(from);
      const gap = topOf(after) - bottomOf(card);
      const start = { height: card.offsetHeight, top: topOf(card), title: titleTop(login) };
      const lead = topOf(before);

      const animations = await change(login, sample(to));
      const heights: number[] = [];
      for (const part of [0, 0.1, 0.25, 0.5, 0.75, 1]) {
        for (const animation of animations) {
          const { duration } = animation.effect?.getComputedTiming() ?? {};
          // At its very end, an animation has no effect any more.
          animation.currentTime = Number(duration) * Math.min(part, 0.999);
        }
        heights.push(card.getBoundingClientRect().height);
        expect(topOf(card), 'top of the card').to.equal(start.top);
        expect(topOf(before), 'what is above').to.equal(lead);
        expect(topOf(after) - bottomOf(card), 'what is below').to.be.closeTo(gap, 0.1);
        expect(topOf(beside)).to.be.greaterThan(topOf(after));
        expect(titleTop(login), 'title').to.equal(start.title);
      }
      for (const animation of animations) animation.finish();
      const end = card.getBoundingClientRect().height;
      // It begins where the card was, ends where it is, and goes only one way.
      expect(heights[0], 'first').to.be.closeTo(start.height, 1);
      expect(heights.at(-1), 'last').to.be.closeTo(end, 1);
      const sorted = [...heights].sort((a, b) => (end > start.height ? a - b : b - a));
      expect(heights).to.deep.equal(sorted);
    });
  }

  it('changes at once for visitors who want no motion', async () => {
    const { login } = await mountStage('ready');
    await withMedia('(prefers-reduced-motion)', [WechatMpLogin], async () => {
      expect(await change(login, sample('error'))).to.deep.equal([]);
    });
  });
});

describe('the height of the card, from one way to sign in to another', () => {
  /** A desktop's QR code, beside which there is a way by message. */
  async function mountWays(): Promise<{ login: WechatMpLogin; card: HTMLElement }> {
    const backend = mockBackend('ready:600s', { warn: () => {}, methods: ['scan', 'message'] });
    const login = await fixture<WechatMpLogin>(
      html`<wechat-mp-login lang="en" .backend=${backend}></wechat-mp-login>`,
    );
    await until(() => textOf(login, '.beside button'), 'the other way');
    const card = inside(login, '[part=card]') as HTMLElement;
    for (const animation of card.getAnimations()) animation.finish();
    return { login, card };
  }

  /** Presses the button beside the card, and waits until it has the other way. */
  async function switchWay(login: WechatMpLogin): Promise<void> {
    const label = textOf(login, '.beside button');
    inside(login, '.beside button')?.click();
    await until(() => {
      const other = textOf(login, '.beside button');
      return login.state.type === 'ready' && other !== '' && other !== label;
    }, 'another way');
    await login.updateComplete;
  }

  /** Stops each animation of the card halfway, so that the next change begins in the middle of it. */
  function stopHalfway(card: HTMLElement): { started: Animation[]; jumpsPx: number[] } {
    const started: Animation[] = [];
    const jumpsPx: number[] = [];
    let seenPx = card.getBoundingClientRect().height;
    card.animate = (...frames) => {
      const animation = Element.prototype.animate.apply(card, frames);
      animation.pause();
      jumpsPx.push(card.getBoundingClientRect().height - seenPx);
      animation.currentTime = Number(animation.effect?.getComputedTiming().duration) / 2;
      seenPx = card.getBoundingClientRect().height;
      started.push(animation);
      return animation;
    };
    return { started, jumpsPx };
  }

  it('changes smoothly, even where it is still changing', async () => {
    const { login, card } = await mountWays();
    for (const way of ['to the message', 'and back']) {
      const fromPx = card.offsetHeight;
      const { started, jumpsPx } = stopHalfway(card);
      await switchWay(login);
      const last = started.at(-1)?.effect as KeyframeEffect | undefined;
      const endPx = Number.parseFloat(String(last?.getKeyframes().at(-1)?.['height']));
      for (const animation of card.getAnimations()) animation.finish();
      expect(card.offsetHeight, way).to.not.equal(fromPx);
      expect(endPx, `${way}: the end`).to.be.closeTo(card.offsetHeight, 1);
      for (const jumpPx of jumpsPx) expect(jumpPx, `${way}: a beginning`).to.be.closeTo(0, 1);
    }
  });

  it('changes at once for visitors who want no motion', async () => {
    const { login, card } = await mountWays();
    const { started } = stopHalfway(card);
    await withMedia('(prefers-reduced-motion)', [WechatMpLogin], () => switchWay(login));
    expect(started).to.deep.equal([]);
  });
});

function titleTop(login: WechatMpLogin): number {
  const content = inside(login, 'wechat-mp-binding') ?? login;
  return topOf(inside(content, 'h2') as Element);
}

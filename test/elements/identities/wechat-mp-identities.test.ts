/** What a person and a page live through with `<wechat-mp-identities>`, against a backend object. */
import { aTimeout, expect, fixture, html, oneEvent } from '@open-wc/testing';
import type {
  Identities,
  IdentitiesChangeEvent,
  IdentitiesErrorEvent,
  LinkedIdentity,
  WechatMpIdentities,
} from '../../../src/identities.js';
import '../../../src/identities.js';
import { WechatMpLoginError } from '../../../src/protocol/errors.js';
import type { ErrorCode } from '../../../src/protocol/errors.js';
import type { IdentityList } from '../../../src/protocol/messages.js';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

const three: readonly LinkedIdentity[] = [
  { id: 'a', officialAccount: '山岚商店', linkedAt: '2026-05-03T12:00:00Z' },
  { id: 'b', officialAccount: 'Shanlan Tea House', linkedAt: '2026-09-30T12:00:00Z' },
  { id: 'c', linkedAt: '2025-12-24T12:00:00Z' },
];

interface Stage {
  readonly backend: Identities;
  /** What was asked of it, in order. */
  readonly calls: string[];
  /** Signals of the lists that were asked for. */
  readonly signals: AbortSignal[];
  /** What it has, and hands out. */
  linked: readonly LinkedIdentity[];
  /** In place of the next answers. */
  refuse: Error | undefined;
  /** What answers wait for. */
  gate: Promise<unknown>;
}

function stage(linked = three): Stage {
  const self: Stage = {
    calls: [],
    signals: [],
    linked,
    refuse: undefined,
    gate: Promise.resolve(),
    backend: {
      async list({ signal } = {}): Promise<IdentityList> {
        self.calls.push('list');
        if (signal) self.signals.push(signal);
        const identities = self.linked;
        await self.gate;
        if (self.refuse) throw self.refuse;
        return { identities };
      },
      async unlink(id) {
        self.calls.push(`unlink ${id}`);
        await self.gate;
        if (self.refuse) throw self.refuse;
        self.linked = self.linked.filter((each) => each.id !== id);
      },
    },
  };
  return self;
}

/** A promise that a test keeps when it wants to. */
function promised(): { readonly kept: Promise<void>; keep(): void } {
  let keep = (): void => undefined;
  const kept = new Promise<void>((resolve) => (keep = resolve));
  return { kept, keep };
}

const mount = (theatre: Stage, lang = 'en'): Promise<WechatMpIdentities> =>
  fixture<WechatMpIdentities>(
    html`<wechat-mp-identities lang=${lang} .backend=${theatre.backend}></wechat-mp-identities>`,
  );

async function listed(theatre: Stage, lang = 'en'): Promise<WechatMpIdentities> {
  const element = await mount(theatre, lang);
  await until(() => rows(element).length === theatre.linked.length && theatre.linked.length > 0);
  return element;
}

const rows = (element: Element): HTMLElement[] => [
  ...(element.shadowRoot?.querySelectorAll('li') ?? []),
];

const buttons = (element: Element): HTMLButtonElement[] => [
  ...(element.shadowRoot?.querySelectorAll('button') ?? []),
];

const button = (element: Element, name: string, index = 0): HTMLButtonElement => {
  const found = buttons(element).filter(({ innerText }) => innerText.trim() === name)[index];
  if (!found) throw new Error(`there is no button "${name}"`);
  return found;
};

async function click(element: WechatMpIdentities, name: string, index = 0): Promise<void> {
  const found = button(element, name, index);
  found.focus();
  found.click();
  await element.updateComplete;
}

const focused = (element: WechatMpIdentities): Element | null =>
  element.shadowRoot?.activeElement ?? null;

/** Not by `equal`: what it would print of two elements is without end. */
const expectFocus = (element: WechatMpIdentities, target: Element | null, why = ''): void => {
  expect(focused(element) === target, `focus ${why}`).to.equal(true);
};

const isFree = (element: WechatMpIdentities): boolean =>
  element.state.type === 'list' && element.state.open?.step !== 'busy';

/** What was said to those who hear the page, from here on. */
function hear(element: WechatMpIdentities): string[] {
  const said: string[] = [];
  for (const region of ['[role=status]', '[role=alert]']) {
    new MutationObserver(() => {
      const now = textOf(element, region);
      if (now) said.push(now);
    }).observe(inside(element, region) as Node, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  }
  return said;
}

/** Errors are told in the console; here that is what they should be. */
let told: string[] = [];
/* eslint-disable no-console -- what is told there is what is tested */
const tell = console.error.bind(console);
before(() => {
  console.error = (...words: unknown[]) => told.push(words.join(' '));
});
beforeEach(() => {
  told = [];
});
after(() => {
  console.error = tell;
});
/* eslint-enable no-console */

describe('<wechat-mp-identities>', () => {
  it('lists each WeChat by its official account and the day, as the language writes it', async () => {
    const days = {
      en: ['Linked on May 3, 2026', 'Linked on September 30, 2026', 'Linked on December 24, 2025'],
      'en-GB': [
        'Linked on 3 May 2026',
        'Linked on 30 September 2026',
        'Linked on 24 December 2025',
      ],
      'zh-CN': ['2026年5月3日关联', '2026年9月30日关联', '2025年12月24日关联'],
      // English words, so an English date.
      fr: ['Linked on May 3, 2026', 'Linked on September 30, 2026', 'Linked on December 24, 2025'],
      'en-': [
        'Linked on May 3, 2026',
        'Linked on September 30, 2026',
        'Linked on December 24, 2025',
      ],
    };
    for (const [lang, expected] of Object.entries(days)) {
      const element = await listed(stage(), lang);
      const seen = rows(element).map((row) => row.querySelector('small')?.textContent);
      expect(seen, lang).to.deep.equal(expected);
      const names = rows(element).map((row) => row.querySelector('b')?.textContent);
      const unnamed = lang === 'zh-CN' ? '微信' : 'WeChat';
      expect(names).to.deep.equal(['山岚商店', 'Shanlan Tea House', unnamed]);
    }
  });

  it('tells two of one account and day apart by the time, and says the day alone of the others', async () => {
    const [officialAccount, other] = ['山岚商店', 'Shanlan Tea House'];
    const element = await listed(
      stage([
        { id: 'a', officialAccount, linkedAt: '2026-05-03T12:00:00Z' },
        { id: 'b', officialAccount, linkedAt: '2026-05-03T12:05:00Z' },
        { id: 'c', officialAccount, linkedAt: '2026-05-01T12:00:00Z' },
        { id: 'd', officialAccount: other, linkedAt: '2026-05-03T12:00:00Z' },
      ]),
    );
    const seen = rows(element).map((row) => row.querySelector('small')?.textContent);
    for (const twin of seen.slice(0, 2)) {
      expect(twin).to.match(/^Linked on May 3, 2026 at \d{1,2}:\d\d\s[AP]M$/);
    }
    expect(seen[0]).not.to.equal(seen[1]);
    expect(seen.slice(2)).to.deep.equal(['Linked on May 1, 2026', 'Linked on May 3, 2026']);
  });

  it('says that nothing is linked', async () => {
    const element = await mount(stage([]));
    await until(() => textOf(element, '.instead').includes('No WeChat is linked'));
    expect(buttons(element)).to.have.length(0);
  });

  it('asks once more before it unlinks, and does nothing where the person keeps it', async () => {
    const theatre = stage();
    const element = await listed(theatre);
    for (const leave of ['Keep', 'Escape']) {
      await click(element, 'Unlink', 1);
      expect(textOf(element, '#question')).to.contain('no longer');
      expect(rows(element)[1]?.querySelector('.question') instanceof HTMLElement).to.equal(true);
      // The button that does no harm.
      expectFocus(element, button(element, 'Keep'));
      if (leave === 'Keep') await click(element, 'Keep');
      else {
        focused(element)?.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }),
        );
        await element.updateComplete;
      }
      expect(inside(element, '.question') === null).to.equal(true);
      expectFocus(element, button(element, 'Unlink', 1), leave);
    }
    expect(theatre.calls).to.deep.equal(['list']);
  });

  it('asks about one at a time', async () => {
    const element = await listed(stage());
    await click(element, 'Unlink', 0);
    await click(element, 'Unlink', 2);
    expect(rows(element).map((row) => row.querySelector('.question') !== null)).to.deep.equal([
      false,
      false,
      true,
    ]);
  });

  it('unlinks once, however often the button is clicked, and tells the page what is left', async () => {
    const theatre = stage();
    const element = await listed(theatre);
    const gate = promised();
    theatre.gate = gate.kept;
    const place = element.parentElement as HTMLElement;
    const changed = oneEvent(place, 'wechat-mp-identities-change');
    await click(element, 'Unlink', 1);
    const sure = inside(element, '.confirm') as HTMLButtonElement;
    sure.click();
    sure.click();
    await element.updateComplete;
    expect(sure.getAttribute('aria-disabled')).to.equal('true');
    // What is under way is not taken back.
    button(element, 'Keep').click();
    sure.click();
    await element.updateComplete;
    expect(inside(element, '.question') !== null).to.equal(true);
    gate.keep();
    const { identities, composed } = (await changed) as unknown as IdentitiesChangeEvent;
    expect(composed).to.equal(true);
    expect(identities.map(({ id }) => id)).to.deep.equal(['a', 'c']);
    await until(() => rows(element).length === 2);
    expect(theatre.calls).to.deep.equal(['list', 'unlink b']);
  });

  it('leaves the focus at the next WeChat, then at the title', async () => {
    const theatre = stage(three.slice(0, 2));
    const element = await listed(theatre);
    await click(element, 'Unlink', 0);
    await click(element, 'Unlink', 0);
    await until(() => rows(element).length === 1);
    expectFocus(element, button(element, 'Unlink'));
    await click(element, 'Unlink');
    await click(element, 'Unlink');
    await until(() => textOf(element, '.instead') !== '');
    expectFocus(element, inside(element, 'h2'));
  });

  it('takes no focus from where the person has gone meanwhile', async () => {
    const theatre = stage();
    const element = await listed(theatre);
    const elsewhere = document.createElement('input');
    element.parentElement?.append(elsewhere);
    const gate = promised();
    theatre.gate = gate.kept;
    await click(element, 'Unlink', 0);
    await click(element, 'Unlink', 0);
    elsewhere.focus();
    gate.keep();
    await until(() => rows(element).length === 2);
    expect(document.activeElement === elsewhere).to.equal(true);
  });

  it('says once that it is done, and once why it is not', async () => {
    const theatre = stage();
    const element = await listed(theatre);
    const said = hear(element);
    await click(element, 'Unlink', 1);
    await click(element, 'Unlink', 1);
    await until(() => rows(element).length === 2);
    element.refresh();
    await until(() => theatre.calls.length === 3 && isFree(element));
    await aTimeout(0);
    expect(said).to.deep.equal(['Unlinked: Shanlan Tea House']);
    // A voice that was busy with something else finds it there.
    expect(textOf(element, '[role=status]')).to.equal(said[0]);
    theatre.refuse = new WechatMpLoginError('last_way_in');
    await click(element, 'Unlink', 0);
    await click(element, 'Unlink', 0);
    await until(() => said.length === 2);
    expect(said[1]).to.equal(textOf(element, '#question'));
  });

  const refusals: readonly (readonly [ErrorCode, string, string])[] = [
    ['last_way_in', 'This is the only way into your account', 'OK'],
    ['reauthentication_required', 'For your safety, sign in again first.', 'OK'],
    ['rate_limited', 'Too many tries. Please try again in 4 minutes.', 'Try again,Keep'],
    ['unreachable', 'Couldn’t connect.', 'Try again,Keep'],
    ['internal_error', 'Something went wrong along the way.', 'Try again,Keep'],
    ['origin_denied', 'Not available now.', 'OK'],
  ];
  for (const [code, sentence, offered] of refusals) {
    it(`says beside the WeChat why it stays linked: ${code}`, async () => {
      const theatre = stage();
      const element = await listed(theatre);
      theatre.refuse = new WechatMpLoginError(code, {
        retryAfterMs: code === 'rate_limited' ? 240_000 : undefined,
      });
      const event = oneEvent(element.parentElement as HTMLElement, 'wechat-mp-identities-error');
      await click(element, 'Unlink', 1);
      await click(element, 'Unlink', 1);
      expect(((await event) as unknown as IdentitiesErrorEvent).code).to.equal(code);
      await until(() => textOf(element, '#question').includes(sentence));
      expect(rows(element)).to.have.length(3);
      const asked = [
        ...(rows(element)[1]?.querySelectorAll<HTMLElement>('.question button') ?? []),
      ];
      expect(asked.map(({ innerText }) => innerText.trim()).join()).to.equal(offered);
      expect(
        asked.some((each) => each === focused(element)),
        'focus',
      ).to.equal(true);
      asked.at(-1)?.click();
      await element.updateComplete;
      expect(inside(element, '.question') === null).to.equal(true);
      expectFocus(element, button(element, 'Unlink', 1));
      const isForDevelopers = /unreachable|internal_error|origin_denied/.test(code);
      if (isForDevelopers) await until(() => told.some((words) => words.includes(code)));
      else expect(told).to.deep.equal([]);
    });
  }

  it('tries again to unlink, and succeeds', async () => {
    const theatre = stage();
    const element = await listed(theatre);
    theatre.refuse = new WechatMpLoginError('unreachable');
    await click(element, 'Unlink', 0);
    await click(element, 'Unlink', 0);
    await until(() => textOf(element, '#question').includes('connect'));
    theatre.refuse = undefined;
    await click(element, 'Try again');
    await until(() => rows(element).length === 2);
    expect(theatre.calls).to.deep.equal(['list', 'unlink a', 'unlink a']);
  });

  it('says nothing itself where the page does', async () => {
    const theatre = stage();
    const element = await listed(theatre);
    element.addEventListener('wechat-mp-identities-error', (event) => event.preventDefault());
    theatre.refuse = new WechatMpLoginError('reauthentication_required');
    await click(element, 'Unlink', 0);
    await click(element, 'Unlink', 0);
    await until(() => isFree(element) && !inside(element, '.question'));
    expect(textOf(element, '[role=status]')).to.equal('');
    element.refresh();
    await until(() => element.state.type === 'error');
    await element.updateComplete;
    expect(inside(element, '.instead') === null).to.equal(true);
    expect(rows(element)).to.have.length(0);
  });

  it('takes what was unlinked elsewhere off the list', async () => {
    const theatre = stage();
    const element = await listed(theatre);
    theatre.backend.unlink = () => Promise.reject(new WechatMpLoginError('not_found'));
    theatre.linked = three.slice(1);
    const changed = oneEvent(element, 'wechat-mp-identities-change');
    await click(element, 'Unlink', 0);
    await click(element, 'Unlink', 0);
    const { identities } = (await changed) as unknown as IdentitiesChangeEvent;
    expect(identities.map(({ id }) => id)).to.deep.equal(['b', 'c']);
    await until(() => rows(element).length === 2);
  });

  it('says so where there is no such WeChat and it is on the list all the same', async () => {
    const theatre = stage();
    const element = await listed(theatre);
    theatre.backend.unlink = () => Promise.reject(new WechatMpLoginError('not_found'));
    await click(element, 'Unlink', 0);
    await click(element, 'Unlink', 0);
    await until(() => textOf(element, '#question').includes('Not available'));
  });

  it('says that the list did not come, and fetches it when asked to', async () => {
    const theatre = stage();
    theatre.refuse = new WechatMpLoginError('unreachable');
    const element = await mount(theatre);
    await until(() => textOf(element, '.instead').includes('Check your connection'));
    expect(textOf(element, '[role=alert]')).to.contain('Check your connection');
    await until(() => told.some((words) => words.includes('CORS')));
    theatre.refuse = undefined;
    await click(element, 'Try again');
    await until(() => rows(element).length === 3);
    expectFocus(element, inside(element, 'h2'));
  });

  it('asks who is not signed in to sign in, and lists when the page says that they are', async () => {
    const theatre = stage();
    theatre.refuse = new WechatMpLoginError('reauthentication_required');
    const element = await mount(theatre);
    await until(() => textOf(element, '.instead').includes('sign in again first'));
    expect(buttons(element)).to.have.length(0);
    theatre.refuse = undefined;
    element.refresh();
    await until(() => rows(element).length === 3);
  });

  it('has a sentence for errors that it does not know', async () => {
    for (const refuse of [
      new TypeError('broken'),
      new WechatMpLoginError('brand_new' as ErrorCode),
    ]) {
      const theatre = stage();
      theatre.refuse = refuse;
      const element = await mount(theatre);
      await until(() => textOf(element, '.instead').includes('Something went wrong'));
    }
  });

  it('refuses a backend that is missing or of another scheme', async () => {
    for (const backend of [undefined, '', 'javascript:alert(1)', 'http://example.com/login']) {
      const element = await fixture<WechatMpIdentities>(
        html`<wechat-mp-identities lang="en" .backend=${backend}></wechat-mp-identities>`,
      );
      await until(() => textOf(element, '.instead').includes('Not available now'));
      await until(() => told.some((words) => words.includes('bad_backend')));
      told = [];
    }
  });

  it('keeps the list in sight, and the row open, while it is asked for anew', async () => {
    const theatre = stage();
    const element = await listed(theatre);
    await click(element, 'Unlink', 1);
    const gate = promised();
    theatre.gate = gate.kept;
    theatre.linked = [...three, { id: 'd', linkedAt: '2026-11-01T00:00:00Z' }];
    element.refresh();
    await aTimeout(0);
    expect(rows(element)).to.have.length(3);
    gate.keep();
    await until(() => rows(element).length === 4);
    expect(rows(element)[1]?.querySelector('.question') instanceof HTMLElement).to.equal(true);
    expectFocus(element, button(element, 'Keep'));
  });

  it('asks for the list after an unlink, not during it: the session changes with it', async () => {
    const theatre = stage();
    const element = await listed(theatre);
    const gate = promised();
    theatre.gate = gate.kept;
    await click(element, 'Unlink', 0);
    element.refresh();
    await until(() => theatre.signals.length === 2);
    await click(element, 'Unlink', 0);
    expect(theatre.signals[1]?.aborted, 'the list that was under way').to.equal(true);
    element.refresh();
    expect(theatre.calls).to.deep.equal(['list', 'list', 'unlink a']);
    gate.keep();
    await until(() => theatre.calls.length === 4);
    expect(theatre.calls).to.deep.equal(['list', 'list', 'unlink a', 'list']);
    await until(() => rows(element).length === 2);
  });

  it('takes the newest list, whichever comes first', async () => {
    const theatre = stage();
    const element = await listed(theatre);
    const gate = promised();
    theatre.gate = gate.kept;
    element.refresh();
    theatre.gate = Promise.resolve();
    theatre.linked = three.slice(0, 1);
    element.refresh();
    await until(() => rows(element).length === 1);
    gate.keep();
    await aTimeout(0);
    await element.updateComplete;
    expect(rows(element)).to.have.length(1);
  });

  it('lets go of its request when removed, and asks again when it comes back', async () => {
    const theatre = stage();
    const gate = promised();
    theatre.gate = gate.kept;
    const element = await mount(theatre);
    const parent = element.parentElement as HTMLElement;
    element.remove();
    await until(() => theatre.signals[0]?.aborted);
    gate.keep();
    await aTimeout(0);
    expect(element.state.type).to.equal('loading');
    parent.append(element);
    await until(() => rows(element).length === 3);
    expect(theatre.calls).to.deep.equal(['list', 'list']);
  });

  it('asks for nothing when it is moved within the page', async () => {
    const theatre = stage();
    const element = await listed(theatre);
    const elsewhere = document.createElement('div');
    element.parentElement?.append(elsewhere);
    elsewhere.append(element);
    await aTimeout(0);
    expect(rows(element)).to.have.length(3);
    expect(theatre.calls).to.deep.equal(['list']);
  });

  it('shows the list of another backend, and nothing of the one before', async () => {
    const element = await listed(stage());
    const other = stage([{ id: 'z', officialAccount: 'Other', linkedAt: '2026-01-01T12:00:00Z' }]);
    element.backend = other.backend;
    await until(() => rows(element).length === 1);
    expect(textOf(element, 'li b')).to.equal('Other');
  });

  it('shows names as text, whatever stands in them, and dates that are none not at all', async () => {
    const mean = ['<img src=x onerror="window.hurt = true">', 'x'.repeat(10_000), '\u202Etxet', ''];
    const element = await listed(
      stage(
        mean.map((officialAccount, id) => ({ id: `${id}`, officialAccount, linkedAt: 'never' })),
      ),
    );
    expect(inside(element, 'li img') === null).to.equal(true);
    expect('hurt' in window).to.equal(false);
    for (const row of rows(element)) {
      expect(row.scrollWidth).to.be.at.most(element.offsetWidth);
      expect(row.querySelector('small')?.textContent).to.equal('');
      expect(row.querySelector('b')?.textContent.length).to.be.at.most(128);
      const bdi = row.querySelector('bdi') as Element;
      expect(getComputedStyle(bdi).unicodeBidi).to.equal('isolate');
    }
  });

  it('speaks the language around it, and that of the page when it changes', async () => {
    const place = await fixture<HTMLElement>(html`<div lang="zh-CN"></div>`);
    const element = document.createElement('wechat-mp-identities');
    element.backend = stage().backend;
    place.append(element);
    await until(() => textOf(element, 'h2') === '微信登录' && rows(element).length === 3);
    expect(rows(element)[0]?.querySelector('button')?.innerText.trim()).to.equal('解除关联');
    element.lang = 'en';
    await until(() => textOf(element, 'h2') === 'WeChat sign-in');
    expect(textOf(element, 'small')).to.equal('Linked on May 3, 2026');
  });
});

describe('<wechat-mp-identities>, as it looks and is heard', () => {
  /** One of each: without an answer, empty, listed, asked, refused, failed. */
  async function sheet(lang: string, theme: 'light' | 'dark', width: number) {
    const waiting = stage();
    waiting.gate = promised().kept;
    const failing = stage();
    failing.refuse = new WechatMpLoginError('unreachable');
    const refusing = stage();
    const shy = stage();
    shy.refuse = new WechatMpLoginError('reauthentication_required');
    const stages = {
      loading: waiting,
      one: stage(three.slice(0, 1)),
      empty: stage([]),
      listed: stage(),
      asked: stage(),
      refused: refusing,
      failed: failing,
      'signed out': shy,
    };
    const root = await fixture<HTMLElement>(
      html`<div lang=${lang}>
        ${Object.entries(stages).map(
          ([name, { backend }]) =>
            html`<wechat-mp-identities
              theme=${theme}
              data-name=${name}
              .backend=${backend}
            ></wechat-mp-identities>`,
        )}
      </div>`,
    );
    root.style.width = `${width}px`;
    root.style.colorScheme = theme;
    root.style.background = 'Canvas';
    const tags = [...root.querySelectorAll('wechat-mp-identities')];
    const find = (name: string): WechatMpIdentities =>
      tags.find(({ dataset }) => dataset['name'] === name) as WechatMpIdentities;
    await until(() =>
      tags.every(
        (tag) => textOf(tag, 'h2') && (tag.state.type !== 'loading' || tag === find('loading')),
      ),
    );
    await Promise.all(tags.map((tag) => tag.updateComplete));
    for (const name of ['asked', 'refused']) {
      buttons(find(name))[0]?.click();
      await find(name).updateComplete;
    }
    refusing.refuse = new WechatMpLoginError('last_way_in');
    inside(find('refused'), '.confirm')?.click();
    await until(() => /refused/.test(JSON.stringify(find('refused').state)));
    for (const tag of tags) {
      await tag.updateComplete;
      // Opacity on its way is not the contrast that stays.
      for (const each of tag.shadowRoot?.getAnimations() ?? []) each.cancel();
    }
    return { root, tags, find };
  }

  for (const lang of ['en', 'zh-CN']) {
    for (const theme of ['light', 'dark'] as const) {
      it(`is accessible in ${lang}, ${theme}`, async () => {
        const { root } = await sheet(lang, theme, 400);
        await expect(root).to.be.accessible();
      });
    }

    for (const width of [280, 320, 560]) {
      it(`does not jump when the list comes, at ${width} px in ${lang}`, async () => {
        const { find } = await sheet(lang, 'light', width);
        const { offsetHeight } = find('loading');
        expect(find('one').offsetHeight, 'one').to.equal(offsetHeight);
        // Nor when the words do.
        for (const [part, line] of [
          ['h2', 28],
          ['p', 20],
        ] as const) {
          expect(inside(find('one'), part)?.offsetHeight, part).to.equal(line);
        }
      });

      it(`keeps within ${width} px in ${lang}, with buttons of 44 px`, async () => {
        const { tags } = await sheet(lang, 'light', width);
        for (const tag of tags) {
          const { left, right } = tag.getBoundingClientRect();
          expect(right - left).to.be.at.most(width);
          for (const part of tag.shadowRoot?.querySelectorAll('h2, p, b, small, span, button') ??
            []) {
            const box = part.getBoundingClientRect();
            expect(box.left, `${tag.dataset['name']}: ${part.localName}`).to.be.at.least(left);
            expect(box.right, `${tag.dataset['name']}: ${part.localName}`).to.be.at.most(right);
          }
          for (const each of buttons(tag)) expect(each.offsetHeight).to.be.at.least(44);
        }
      });
    }
  }

  it('begins at the right where the page does, and shows the beginning of each name', async () => {
    const root = await fixture<HTMLElement>(html`<div dir="rtl" lang="en"></div>`);
    root.style.width = '320px';
    const element = document.createElement('wechat-mp-identities');
    const officialAccount = 'Shanlan Mountain Store and Tea House';
    element.backend = stage([
      { id: 'a', officialAccount, linkedAt: '2026-05-03T12:00:00Z' },
    ]).backend;
    root.append(element);
    const name = await until(() => inside(element, 'li b'));
    const box = (selector: string) =>
      (inside(element, selector) as Element).getBoundingClientRect();
    expect(name.scrollWidth, 'too long for its place').to.be.greaterThan(name.clientWidth);
    expect(box('li bdi').left).to.be.at.least(box('li b').left);
    expect(box('h2 bdi').right).to.equal(box('li b').right);
    expect(box('li button').right).to.be.at.most(box('li b').left);
  });

  it('names each button by what it unlinks, and the question as what it is about', async () => {
    const { find } = await sheet('en', 'light', 560);
    const root = find('listed').shadowRoot as ShadowRoot;
    const names = buttons(find('listed')).map((each) =>
      (each.getAttribute('aria-labelledby') ?? '')
        .split(' ')
        .map((id) => root.getElementById(id)?.innerText.replace(/\s+/g, ' ').trim())
        .join(' '),
    );
    expect(names[1]).to.match(/^Unlink .*Shanlan Tea House Linked on September 30, 2026$/);
    expect(new Set(names).size).to.equal(3);
    const group = inside(find('asked'), '.question');
    expect(group?.getAttribute('role')).to.equal('group');
    expect(group?.getAttribute('aria-labelledby')).to.equal('question');
  });

  it('is exposed to the style sheets of the page by the name of its state', async () => {
    const { tags } = await sheet('en', 'light', 400);
    for (const tag of tags) {
      expect(tag.matches(`:state(${tag.state.type})`), tag.dataset['name']).to.equal(true);
    }
  });
});

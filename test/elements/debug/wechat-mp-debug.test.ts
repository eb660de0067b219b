/** The timeline of `wechat-mp-login/debug`: what it records, what it keeps secret, and its panel. */
import { expect, fixture, html } from '@open-wc/testing';
import { createTimeline, WechatMpDebug } from '../../../src/debug/index.js';
import type { LoginState } from '../../../src/client/state.js';
import { LoginErrorEvent, LoginStateEvent } from '../../../src/elements/login/events.js';
import { LoginSuccessEvent } from '../../../src/elements/login/success-event.js';
import {
  allSamples,
  bindingVariants,
  sampleStates,
  shown,
} from '../../../stories/support/samples/states.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

/** A tag that is not registered: the timeline knows it by its events alone. */
async function mountUnknown(id = ''): Promise<HTMLElement> {
  return fixture<HTMLElement>(html`<unknown-login id=${id}></unknown-login>`);
}

function dispatchStates(login: HTMLElement, ...states: LoginState[]): void {
  for (const state of states) login.dispatchEvent(new LoginStateEvent(state));
}

function panel(): WechatMpDebug {
  const found = document.querySelector('wechat-mp-debug');
  if (!found) throw new Error('no panel');
  return found;
}

const rows = (): HTMLElement[] => [...(panel().shadowRoot?.querySelectorAll('li') ?? [])];

describe('wechat-mp-login/debug', () => {
  afterEach(async () => {
    panel().timeline?.clear();
    panel().open = false;
    await panel().updateComplete;
  });

  it('adds one closed panel to the page when it is imported', () => {
    expect(document.querySelectorAll('wechat-mp-debug')).to.have.length(1);
    expect(inside(panel(), 'section')).to.equal(null);
    expect(textOf(panel(), '.pill')).to.equal('no login yet');
    expect(inside(panel(), '.pill')?.getAttribute('aria-expanded')).to.equal('false');
  });

  it('records every state and event of a login, even if its tag is registered later', async () => {
    const login = document.createElement('wechat-mp-login');
    const fake = createFakeBackend();
    Object.assign(login, { id: 'shop', lang: 'en', backend: fake.backend });
    document.body.append(login);
    await import('../../../src/index.js');
    const changes = (): string[] => panel().timeline?.entries.map(({ change }) => change) ?? [];
    await until(() => changes().includes('ready'));
    fake.push({ state: 'scanned' });
    fake.push({ state: 'approved' });
    await until(() => changes().includes('success event'));
    login.remove();
    expect(changes()).to.deep.equal([
      ...['loading', 'ready', 'confirm', 'approved', 'success'],
      'success event',
    ]);
    const { entries = [] } = panel().timeline ?? {};
    expect(entries.every((each) => each.login === '#shop')).to.equal(true);
    const [loading, ready, confirm] = entries;
    expect(ready?.lastedMs).to.equal((confirm?.atMs ?? 0) - (ready?.atMs ?? 0));
    expect(loading?.atMs).to.be.at.most(ready?.atMs ?? 0);
  });

  it('distinguishes several logins, and records those that exist already', async () => {
    const first = await fixture<HTMLElement>(
      html`<wechat-mp-login manual lang="en"></wechat-mp-login>`,
    );
    const second = await mountUnknown('other');
    const timeline = createTimeline();
    dispatchStates(second, sampleStates.loading, sampleStates.ready);
    dispatchStates(first, sampleStates.loading);
    const recorded = timeline.entries.map(({ login, change, lastedMs }) => [
      login,
      change,
      lastedMs !== undefined,
    ]);
    timeline.stop();
    expect(recorded).to.deep.equal([
      ['login 1', 'idle', true],
      ['#other', 'loading', true],
      ['#other', 'ready', false],
      ['login 1', 'loading', false],
    ]);
  });

  it('keeps only the newest 200 entries, and records nothing after it was stopped', async () => {
    const login = await mountUnknown();
    const timeline = createTimeline();
    for (let times = 0; times < 500; times++) dispatchStates(login, sampleStates.ready);
    dispatchStates(login, sampleStates.expired);
    expect(timeline.entries).to.have.length(200);
    expect(timeline.entries.at(-1)?.change).to.equal('expired');
    timeline.stop();
    dispatchStates(login, sampleStates.ready);
    expect(timeline.entries.at(-1)?.change).to.equal('expired');
  });

  it('describes every state in at most 80 characters', async () => {
    const login = await mountUnknown();
    const timeline = createTimeline();
    const states = [...Object.values(allSamples), ...Object.values(bindingVariants)];
    dispatchStates(login, ...states);
    timeline.stop();
    expect(timeline.entries).to.have.length(states.length);
    for (const { detail } of timeline.entries) {
      expect(detail).to.have.length.at.most(80);
      expect(detail).not.to.match(/undefined|null|NaN|\[object|^ ·/);
    }
    const text = timeline.toString();
    expect(text.split('\n')).to.have.length(states.length);
    for (const word of [
      'by digits',
      'reconnecting',
      'wait 30 s',
      'platform_disabled',
      '3 tries left',
    ]) {
      expect(text).to.contain(word);
    }
  });

  it('shows no session code, no chat digits, and no complete URL', async () => {
    const login = await mountUnknown();
    const timeline = createTimeline();
    const url = 'https://weixin.example/q/0123456789?secret=of-the-address#secret-of-the-fragment';
    dispatchStates(
      login,
      { ...sampleStates.ready, shown: { ...shown, url } },
      { type: 'confirm', shown, mode: 'digits', digits: '402913' },
      {
        ...sampleStates.success,
        sessionCode: 'secret-of-the-session',
        returnTo: '/a?secret=of-the-path',
      },
    );
    login.dispatchEvent(new LoginSuccessEvent({ name: '林溪' }, false, 'secret-of-the-session'));
    login.dispatchEvent(new LoginErrorEvent('timeout', true));
    await Promise.resolve();
    timeline.stop();
    const text = timeline.toString();
    expect(text).to.contain('with a session code').and.to.contain('success event');
    expect(text).to.match(/error event\s+timeout/);
    expect(text).not.to.match(/secret|402913/);
    panel().open = true;
    await panel().updateComplete;
    expect(panel().shadowRoot?.textContent).not.to.match(/secret|402913/);
  });

  for (const scheme of ['light', 'dark']) {
    it(`is accessible in ${scheme} mode, open and closed, and keeps its content inside`, async () => {
      document.documentElement.style.colorScheme = scheme;
      const login = await mountUnknown('a-login-with-a-name-that-is-long');
      dispatchStates(login, ...Object.values(allSamples), ...Object.values(bindingVariants));
      await panel().updateComplete;
      await expect(panel()).to.be.accessible();
      inside(panel(), '.pill')?.click();
      await panel().updateComplete;
      await expect(panel()).to.be.accessible();
      const box = inside(panel(), '.list')?.getBoundingClientRect();
      for (const row of rows()) {
        for (const part of row.children) {
          const { left, right } = part.getBoundingClientRect();
          expect(left).to.be.at.least(box?.left ?? 0);
          expect(right).to.be.at.most(box?.right ?? 0);
        }
      }
      for (const button of panel().shadowRoot?.querySelectorAll('button') ?? []) {
        expect(button.offsetHeight).to.be.at.least(24);
      }
      document.documentElement.style.colorScheme = '';
    });
  }

  it('opens, closes with Escape, and returns the focus to the pill', async () => {
    const pill = inside(panel(), '.pill');
    pill?.focus();
    pill?.click();
    await panel().updateComplete;
    const list = inside(panel(), '.list');
    list?.focus();
    list?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await panel().updateComplete;
    expect(inside(panel(), 'section')).to.equal(null);
    expect(panel().shadowRoot?.activeElement).to.equal(pill);
  });

  it('scrolls to the newest entry, unless somebody reads further up', async () => {
    const login = await mountUnknown();
    panel().open = true;
    for (let times = 0; times < 60; times++) dispatchStates(login, sampleStates.ready);
    await panel().updateComplete;
    const list = inside(panel(), '.list')!;
    const belowPx = (): number => list.scrollHeight - list.clientHeight - list.scrollTop;
    await until(() => belowPx() < 2);
    list.scrollTop = 0;
    await new Promise((resolve) => list.addEventListener('scroll', resolve, { once: true }));
    dispatchStates(login, sampleStates.expired);
    await panel().updateComplete;
    expect(list.scrollTop).to.equal(0);
  });

  it('fits into a window of 320 px', async () => {
    dispatchStates(await mountUnknown(), ...Object.values(bindingVariants));
    panel().open = true;
    await panel().updateComplete;
    for (const width of ['', '296px']) {
      panel().style.maxWidth = width;
      const section = inside(panel(), 'section')?.getBoundingClientRect();
      const host = panel().getBoundingClientRect();
      expect(section?.left).to.be.at.least(host.left);
      expect(section?.right).to.be.at.most(host.right);
    }
    panel().style.maxWidth = '';
  });

  it('uses no style attribute, which strict Content Security Policies forbid', async () => {
    dispatchStates(await mountUnknown(), ...Object.values(allSamples));
    panel().open = true;
    await panel().updateComplete;
    expect(panel().shadowRoot?.innerHTML).not.to.match(/\sstyle=/);
    expect(panel().getAttribute('style') ?? '').to.equal('');
  });

  it('removes itself and stops recording when Remove is pressed', async () => {
    const other = document.createElement('wechat-mp-debug');
    document.body.append(other);
    const { timeline } = other;
    other.open = true;
    await other.updateComplete;
    const remove = [...(other.shadowRoot?.querySelectorAll('button') ?? [])].find(
      ({ textContent }) => textContent === 'Remove',
    );
    remove?.click();
    expect(other.isConnected).to.equal(false);
    dispatchStates(await mountUnknown(), sampleStates.ready);
    expect(timeline?.entries).to.deep.equal([]);
    expect(panel()).to.be.instanceOf(WechatMpDebug);
  });
});

/** What happens to a page around `<wechat-mp-login>`, in each of its states. */
import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import type { WechatMpLogin } from '../../../src/index.js';
import { allSamples, sampleStates, showState } from '../../../stories/support/samples/states.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import { trusted } from '../../support/elements/markup.js';
import { mount, reaches } from '../../support/elements/login-page.js';
import { inside, textOf } from '../../support/elements/page.js';
import { translate } from '../../support/elements/translator.js';
import { until } from '../../support/until.js';

type Samples = readonly (readonly [name: string, state: WechatMpLogin['state']])[];
const samples: Samples = Object.entries(allSamples);
/** The prompts are an element of their own, which has its own texts. */
const cards = samples.filter(([, { type }]) => type !== 'binding');

const mountManual = async (): Promise<WechatMpLogin> => {
  const element = await fixture<WechatMpLogin>(
    html`<wechat-mp-login manual lang="en"></wechat-mp-login>`,
  );
  await until(() => textOf(element, 'h2') !== '');
  return element;
};

/** All words of the card, with those that are only for screen readers. */
const wordsIn = (element: WechatMpLogin): string =>
  (inside(element, '[part=card]')?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();

describe('a <wechat-mp-login> whose page the browser translates', () => {
  it('changes every text with the state', async () => {
    const element = await mountManual();
    const untranslated = await mountManual();
    for (const [index, [before, first]] of samples.entries()) {
      for (const step of [0, 1, 7]) {
        const [name, state] = cards[(index + step) % cards.length] ?? ['idle', { type: 'idle' }];
        showState(element, first);
        await element.updateComplete;
        translate(element);
        for (const each of [element, untranslated]) showState(each, state);
        await Promise.all([element.updateComplete, untranslated.updateComplete]);
        // What both states have in common stays translated.
        const words = wordsIn(element).replaceAll('translated: ', '');
        expect(words, `${before} → ${name}`).to.equal(wordsIn(untranslated));
      }
    }
  });
});

/** The document of a new frame, which has the same origin. */
const frameDocument = async (): Promise<Document> => {
  const frame = await fixture<HTMLIFrameElement>(html`<iframe width="500" height="700"></iframe>`);
  if (!frame.contentDocument) throw new Error('the frame has no document');
  return frame.contentDocument;
};

/** The elements with a shadow root, from this one inwards, whose styles are missing. */
const withoutStyles = (element: Element): string[] => {
  const root = element.shadowRoot;
  if (!root) return [];
  const { localName } = element;
  const within = [...root.querySelectorAll('*')].flatMap(withoutStyles);
  return root.adoptedStyleSheets.length === 0 ? [localName, ...within] : within;
};

describe('a <wechat-mp-login> that another document adopts', () => {
  it('keeps its looks in each state, and so does what it draws afterwards', async () => {
    for (const [name, state] of samples) {
      const element = await mountManual();
      showState(element, state);
      await element.updateComplete;
      const { offsetWidth } = element;
      (await frameDocument()).body.append(element);
      expect(withoutStyles(element), `${name}, when it moves`).to.deep.equal([]);
      // The tile and the prompts are drawn anew: elements that are created in another document.
      for (const next of [sampleStates.binding, sampleStates.ready]) {
        showState(element, next);
        await element.updateComplete;
        const content = next.type === 'binding' ? 'wechat-mp-binding' : 'wechat-mp-qr';
        await until(() => inside(element, content)?.shadowRoot?.firstElementChild);
        expect(withoutStyles(element), `${name} → ${next.type}`).to.deep.equal([]);
      }
      expect(element.offsetWidth, name).to.equal(offsetWidth);
    }
  });

  it('keeps its looks when it comes back without having been shown elsewhere', async () => {
    const element = await mountManual();
    const parent = element.parentElement;
    for (const elsewhere of [await frameDocument(), document.implementation.createHTMLDocument()]) {
      elsewhere.adoptNode(element);
      parent?.append(element);
      expect(withoutStyles(element)).to.deep.equal([]);
      elsewhere.body.append(element);
      parent?.append(element);
      expect(withoutStyles(element)).to.deep.equal([]);
    }
  });
});

describe('a <wechat-mp-login> that comes back from the back-forward cache', () => {
  const comeBack = (persisted = true): unknown =>
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted }));
  const here = location.pathname + location.search;
  afterEach(() => {
    history.replaceState(null, '', here);
  });

  const signedIn = async (returnTo?: string): Promise<WechatMpLogin> => {
    const fake = createFakeBackend();
    const element = await mount(fake, { returnTo });
    await reaches(element, 'ready');
    // What needs the page's life loads while the QR code is shown.
    await until(() => fake.openStreams === 1);
    await import('../../../src/elements/login/later.js');
    await element.updateComplete;
    fake.push({ state: 'approved' });
    await reaches(element, 'success');
    return element;
  };

  it('goes on to return-to again after success', async () => {
    await signedIn(`${here}#welcome`);
    await until(() => location.hash === '#welcome');
    history.replaceState(null, '', here);
    comeBack(false);
    await aTimeout(0);
    expect(location.hash).to.equal('');
    comeBack();
    await until(() => location.hash === '#welcome');
  });

  it('starts as after a reload where the page itself has gone on', async () => {
    const without = await signedIn();
    comeBack();
    await reaches(without, 'ready');
    const prevent = (event: Event): void => event.preventDefault();
    document.addEventListener('wechat-mp-login-success', prevent);
    const prevented = await signedIn(`${here}#welcome`);
    document.removeEventListener('wechat-mp-login-success', prevent);
    comeBack();
    await reaches(prevented, 'ready');
    expect(location.hash).to.equal('');
  });

  it('changes no other state', async () => {
    for (const [name, state] of cards.filter(([, { type }]) => type !== 'success')) {
      const element = await mountManual();
      showState(element, state);
      await element.updateComplete;
      comeBack();
      await element.updateComplete;
      expect(element.state, name).to.equal(state);
    }
  });
});

describe('a <wechat-mp-login> that a server has rendered', () => {
  it('shows one card, its own', async () => {
    const box = await fixture(html`<div lang="en"></div>`);
    // In a document without a window, it stays as the parser would leave it.
    const element = document.implementation.createHTMLDocument('').createElement('wechat-mp-login');
    element.setAttribute('manual', '');
    const rendered = '<!--lit-part--><div part="card"><h2></h2></div><!--/lit-part-->';
    element.attachShadow({ mode: 'open' }).innerHTML = trusted(rendered);
    box.append(element);
    await until(() => textOf(element, 'h2') !== '');
    expect(element.shadowRoot?.querySelectorAll('[part=card]')).to.have.length(1);
    expect(textOf(element, 'h2')).to.equal('Sign in with WeChat');
  });
});

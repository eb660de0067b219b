/** A page's own texts in place of ours, through the property `texts`. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import '../../../src/identities.js';
import type { Texts, TextsOf, WechatMpLogin } from '../../../src/index.js';
import type { WechatMpIdentities } from '../../../src/identities.js';
import { allSamples, bindingVariants, showState } from '../../../stories/support/samples/states.js';
import { createFakeBackend } from '../../support/elements/fake-backend.js';
import { untilComplete } from '../../support/elements/login-page.js';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

const title = (element: Element): string => textOf(element, 'h2');
const text = (element: Element): string => textOf(element, 'p');
const label = (element: Element): string => textOf(element, 'button');

/** A manual login with these texts, which shows a sample. */
async function mountLogin(
  texts: TextsOf | undefined,
  sample = 'expired',
  lang = 'en',
): Promise<WechatMpLogin> {
  const element = await fixture<WechatMpLogin>(
    html`<wechat-mp-login manual lang=${lang} .texts=${texts}></wechat-mp-login>`,
  );
  await untilComplete(element);
  showState(element, allSamples[sample]!);
  await element.updateComplete;
  return element;
}

/** The prompts inside of such a login. */
async function mountPrompts(texts: TextsOf, sample: string): Promise<Element> {
  const element = await mountLogin(texts);
  showState(element, bindingVariants[sample]!);
  const found = await until(() => inside(element, 'wechat-mp-binding'));
  await until(() => title(found) !== '');
  return found;
}

const refusing = { retryable: true, code: 'rate_limited', type: 'error' } as const;

describe('texts', () => {
  it('replace one sentence, and keep the others', async () => {
    const element = await mountLogin({
      messages: { expired: [undefined, 'Too late.'] },
      refresh: 'Anew',
    });
    expect([title(element), text(element), label(element)]).to.deep.equal([
      'Code expired',
      'Too late.',
      'Anew',
    ]);
  });

  it('depend on the language of the page if they are a function', async () => {
    const languages: string[] = [];
    const element = await mountLogin((lang) => {
      languages.push(lang);
      return lang === 'en-GB' ? { refresh: 'Fresh code' } : undefined;
    });
    await until(() => label(element) === 'Refresh code');
    element.lang = 'en-GB';
    await until(() => label(element) === 'Fresh code');
    element.lang = 'zh';
    await until(() => label(element) === '刷新二维码');
    expect(languages).to.deep.equal(['en', 'en-GB', 'zh']);
  });

  it('may load later, from a file for example', async () => {
    const element = await mountLogin(() => Promise.resolve({ refresh: 'From a file' }));
    await until(() => label(element) === 'From a file');
  });

  it('may be in a language that we do not have, with its tag and its numbers', async () => {
    const dutch: Texts = {
      lang: 'nl',
      messages: { rate_limited: ['Te vaak geprobeerd', ({ wait }) => `Probeer het over ${wait}.`] },
    };
    const element = await mountLogin(dutch, 'expired', 'nl-BE');
    showState(element, { ...refusing, retryAfterMs: 240_000 });
    await until(() => title(element) === 'Te vaak geprobeerd');
    expect(text(element)).to.match(/^Probeer het over 4\sminuten\.$/);
    expect(inside(element, '[part=card]')?.lang).to.equal('nl');
  });

  it('reach the prompts, also from a function, in the language of the page', async () => {
    const element = await mountLogin((lang) =>
      lang === 'nl' ? { binding: { lang: 'nl', prompts: { choose: ['Wie bent u?'] } } } : {},
    );
    element.lang = 'nl';
    showState(element, bindingVariants['choose']!);
    const found = await until(() => inside(element, 'wechat-mp-binding'));
    await until(() => title(found) === 'Wie bent u?');
    expect(text(found)).to.equal('How would you like to continue?');
    expect(inside(found, '.prompt')?.lang).to.equal('nl');
  });

  it('may have plural forms of their own', async () => {
    const found = await mountPrompts(
      {
        lang: 'pl',
        binding: {
          mistakes: { proof: ({ tries }) => `Nie. ${tries}` },
          triesLeft: { one: 'Została # próba', few: 'Zostały # próby', other: 'Zostało # prób' },
        },
      },
      'link, wrong proof',
    );
    await until(() => textOf(found, '[part=error]') === 'Nie. Zostały 3 próby');
  });

  it('get seconds in the digits of their language', async () => {
    const found = await mountPrompts(
      { lang: 'fa', binding: { lang: 'fa', resendIn: (seconds) => `در ${seconds}` } },
      'link by e-mail, sent',
    );
    await until(() => /^در [۰-۹]+$/.test(textOf(found, '[part=send] [aria-hidden]')));
  });

  it('reach the messages after the prompts, and those of purpose="link"', async () => {
    const element = await mountLogin(
      {
        binding: {
          messages: { identity_conflict: ['Taken'] },
          link: { messages: { ready: ['Add it'] } },
        },
      },
      'error: identity_conflict',
    );
    element.purpose = 'link';
    await until(
      () => title(element) === 'Not available now' || title(element) === 'Link your WeChat',
    );
    showState(element, allSamples['error: identity_conflict']!);
    await until(() => title(element) === 'Taken');
    showState(element, allSamples['ready']!);
    await until(() => title(element) === 'Add it');
  });

  it('reach the list of identities', async () => {
    const backend = {
      list: () => Promise.resolve({ identities: [] }),
      unlink: () => Promise.resolve(),
    };
    const element = await fixture<WechatMpIdentities>(
      html`<wechat-mp-identities
        lang="en"
        .backend=${backend}
        .texts=${{ title: 'Not here', identities: { title: 'Your WeChat', empty: 'None yet.' } }}
      ></wechat-mp-identities>`,
    );
    await until(() => title(element) === 'Your WeChat');
    await until(() => textOf(element, '.instead') === 'None yet.');
    element.texts = undefined;
    await until(() => title(element) === 'WeChat sign-in');
  });

  it('may change during a login, without a new attempt or an announcement', async () => {
    const fake = createFakeBackend();
    const element = await fixture<WechatMpLogin>(
      html`<wechat-mp-login lang="en" .backend=${fake.backend}></wechat-mp-login>`,
    );
    await until(() => element.state.type === 'ready' && title(element) !== '');
    expect(textOf(element, '[role=status]')).to.contain('Sign in with WeChat');
    element.texts = { messages: { ready: ['Hold up your phone'] } };
    await until(() => title(element) === 'Hold up your phone');
    await element.updateComplete;
    expect(textOf(element, '[role=status]')).to.equal('');
    element.texts = undefined;
    await until(() => title(element) === 'Sign in with WeChat');
    expect(fake.calls).to.deep.equal(['create']);
  });

  const invalid: Readonly<Record<string, unknown>> = {
    null: null,
    'a number': 42,
    'a text': 'Sign in',
    'a list': ['Sign in'],
    'unknown keys': { constructor: 'x', toString: 'x', sings: 'x', messages: { nothing: ['x'] } },
    'texts of the wrong type': {
      lang: 42,
      name: {},
      kinds: null,
      refresh: () => 'x',
      messages: { expired: 'x', ready: 42, idle: [null, {}] },
      binding: 'x',
      identities: 42,
    },
    'an invalid language tag': { lang: 'not a tag' },
    'empty texts, not translated yet': {
      lang: '',
      refresh: '',
      messages: { expired: ['', ''] },
    },
    'a function that throws': () => {
      throw new Error('planted');
    },
    'a rejected promise': () => Promise.reject(new Error('planted')),
    'a getter that throws': {
      get messages() {
        throw new Error('planted');
      },
    },
    'sentences that throw or return nothing': {
      messages: {
        rate_limited: [undefined, () => undefined],
        platform_disabled: [
          undefined,
          () => {
            throw new Error('planted');
          },
        ],
      },
    },
  };

  for (const [name, texts] of Object.entries(invalid)) {
    it(`that are ${name} are ignored: ours stay`, async () => {
      const element = await mountLogin(texts as TextsOf);
      const shown = (): string[] => [title(element), text(element), label(element)];
      expect(shown()).to.deep.equal([
        'Code expired',
        'For your safety, a code lasts only a few minutes.',
        'Refresh code',
      ]);
      showState(element, { ...refusing, retryAfterMs: 60_000 });
      await element.updateComplete;
      expect(shown()[1]).to.equal('Please try again in 1 minute.');
      showState(element, allSamples['error']!);
      await element.updateComplete;
      expect(shown()[1]).to.equal(
        'This official account is unavailable. Please sign in another way.',
      );
      showState(element, bindingVariants['link, wrong proof']!);
      const found = await until(() => inside(element, 'wechat-mp-binding'));
      await until(() => textOf(found, '[part=error]') === 'That didn’t match. 3 tries left.');
    });
  }
});

/** Attributes that a page or its framework wrote by mistake. */
import { expect } from '@open-wc/testing';
import '../../src/index.js';
import '../../src/button.js';
import '../../src/identities.js';
import '../../src/debug/index.js';
import { createFakeBackend } from '../support/elements/fake-backend.js';
import { markupFixture } from '../support/elements/markup.js';
import { until } from '../support/until.js';

type Settable = HTMLElement & Record<string, unknown>;

/** What the console said while `during` ran. */
async function said(during: (lines: readonly string[]) => Promise<void>): Promise<string[]> {
  /* eslint-disable no-console -- the test reads what is logged */
  const logError = console.error.bind(console);
  const lines: string[] = [];
  console.error = (...values: unknown[]) => void lines.push(values.map(String).join(' '));
  try {
    await during(lines);
  } finally {
    console.error = logError;
  }
  /* eslint-enable no-console */
  return lines;
}

const countOf = (lines: readonly string[], part: string): number =>
  lines.filter((line) => line.includes(part)).length;

describe('attributes with a mistake', () => {
  it('count "false" as absent, and the console says so once', async () => {
    const booleans = [
      ['wechat-mp-login', 'manual'],
      ['wechat-mp-login-button', 'disabled'],
      ['wechat-mp-debug', 'open'],
    ] as const;
    const lines = await said(async (soFar) => {
      for (const [tag, name] of booleans) {
        const markup = `<${tag} ${name}="false"></${tag}>`;
        const both = await markupFixture<HTMLElement>(
          `<div>${markup}${tag === 'wechat-mp-debug' ? '' : markup}</div>`,
        );
        for (const element of both.children)
          expect((element as Settable)[name], tag).to.equal(false);
        await until(() => countOf(soFar, `<${tag}> ${name}="false" counts as no attribute`) > 0);
      }
      await markupFixture('<wechat-mp-login logo="false" return-to="false"></wechat-mp-login>');
      await until(
        () => countOf(soFar, 'logo="false"') > 0 && countOf(soFar, 'return-to="false"') > 0,
      );
    });
    for (const [tag, name] of booleans) expect(countOf(lines, `<${tag}> ${name}=`)).to.equal(1);
    expect(countOf(lines, 'docs/frameworks.md#front-ends')).to.be.greaterThan(4);
  });

  it('ignore an object that became text, and the console names the way out', async () => {
    const objects = [
      ['wechat-mp-login', 'backend', 'Set the property "backend"'],
      ['wechat-mp-login', 'texts', 'Set the property "texts"'],
      ['wechat-mp-login', 'return-to', 'takes a string'],
      ['wechat-mp-login', 'logo', 'takes a string'],
      ['wechat-mp-login', 'purpose', 'takes a string'],
      ['wechat-mp-login-button', 'texts', 'Set the property "texts"'],
      ['wechat-mp-login-button', 'official-account', 'takes a string'],
      ['wechat-mp-identities', 'backend', 'Set the property "backend"'],
      ['wechat-mp-identities', 'texts', 'Set the property "texts"'],
      ['wechat-mp-qr', 'value', 'takes a string'],
    ] as const;
    const lines = await said(async (soFar) => {
      for (const [tag, name] of objects) {
        const element = await markupFixture<Settable>(
          `<${tag} ${name}="[object Object]"></${tag}>`,
        );
        const property = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
        expect(element[property] ?? undefined, `${tag} ${name}`).to.equal(undefined);
      }
      await until(() => objects.every(([tag, name]) => countOf(soFar, `<${tag}> ${name}=`) > 0));
    });
    for (const [tag, name, advice] of objects) {
      const line = lines.find((each) => each.startsWith(`<${tag}> ${name}="[object Object]"`));
      expect(line, `${tag} ${name}`).to.contain('is ignored').and.to.contain(advice);
    }
  });

  it('are not named if the framework sets the property after all', async () => {
    const fake = createFakeBackend();
    const lines = await said(async (soFar) => {
      const late = '<wechat-mp-login manual backend="[object Array]"></wechat-mp-login>';
      const login = await markupFixture<Settable>(late);
      login['backend'] = fake.backend;
      await markupFixture('<wechat-mp-qr label="[object Late]"></wechat-mp-qr>');
      await until(() => countOf(soFar, 'label="[object Late]"') > 0);
    });
    expect(countOf(lines, 'backend="[object Array]"')).to.equal(0);
  });

  it('do not come from Vue, which writes an empty text for an attribute without a value', () => {
    // Vue asks for the type of the property: https://github.com/vuejs/core, runtime-dom/modules/props.
    for (const [tag, name] of [
      ['wechat-mp-login', 'manual'],
      ['wechat-mp-login-button', 'disabled'],
      ['wechat-mp-debug', 'open'],
    ] as const) {
      expect(typeof (document.createElement(tag as string) as Settable)[name]).to.equal('boolean');
    }
  });
});

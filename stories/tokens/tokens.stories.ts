/** Every custom property `--wechat-mp-*`, read from the manifest: its purpose, its default and its effect. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { expect, waitFor } from 'storybook/test';
import 'wechat-mp-login/button';
import 'wechat-mp-login/identities';
import { controls } from '../docs/controls.js';
import { tags } from '../docs/manifest.js';
import type { Tag } from '../docs/manifest.js';
import { kindOf } from '../docs/token-kinds.js';
import type { Token, TokenKind } from '../docs/token-kinds.js';
import { sampleUrl } from '../support/samples/states.js';
import { scriptedBackend } from '../support/scripted/backend.js';
import { scriptedIdentities } from '../support/scripted/identities.js';
import './tokens.css';

export default {
  title: 'Tokens',
  tags: ['!autodocs'],
  parameters: { controls: { disable: true } },
} satisfies Meta;

const schemes = ['light', 'dark'] as const;

const backend = scriptedBackend({});
const identities = scriptedIdentities({
  linked: [{ id: 'a', officialAccount: '山岚商店', linkedAt: '2026-05-03T12:00:00Z' }],
});

/** The tokens of a tag without a sample are listed, too. */
const samples: Readonly<Record<string, () => TemplateResult>> = {
  'wechat-mp-login': () =>
    html`<wechat-mp-login class="sample" ${controls({}, { backend })}></wechat-mp-login>`,
  'wechat-mp-login-button': () =>
    html`<wechat-mp-login-button
      class="sample"
      ${controls({}, { backend })}
    ></wechat-mp-login-button>`,
  'wechat-mp-identities': () =>
    html`<wechat-mp-identities
      class="sample"
      ${controls({}, { backend: identities })}
    ></wechat-mp-identities>`,
  'wechat-mp-qr': () =>
    html`<wechat-mp-qr
      class="sample"
      ${controls({}, { value: sampleUrl, expiresAtMs: Date.now() + 120_000, lifetimeMs: 180_000 })}
    ></wechat-mp-qr>`,
};

/** For each kind of token, a value that stands out, and the CSS property that shows a value. */
const kinds = {
  font: { example: 'ui-monospace, monospace', css: 'font-family' },
  shadow: { example: '0 0 0 6px #ff2d87', css: 'box-shadow' },
  corner: { example: '0px', css: 'border-start-start-radius' },
  // No sample: the description is enough.
  space: { example: '4px', css: undefined },
  share: { example: '16%', css: undefined },
  length: { example: '160px', css: undefined },
  colour: { example: '#ff2d87', css: 'background' },
} as const satisfies Record<TokenKind, { example: string; css: string | undefined }>;

/** Sets a token to a value that stands out in the samples, or resets it. */
function toggle({ currentTarget }: Event, token: Token): void {
  const button = currentTarget as HTMLElement;
  const isOn = button.getAttribute('aria-pressed') !== 'true';
  button.setAttribute('aria-pressed', String(isOn));
  const value = kinds[kindOf(token)].example;
  for (const sample of button.closest('section')?.querySelectorAll<HTMLElement>('.sample') ?? []) {
    if (isOn) sample.style.setProperty(token.name, value);
    else sample.style.removeProperty(token.name);
  }
}

function swatch(token: Token, scheme: (typeof schemes)[number]): TemplateResult {
  const kind = kindOf(token);
  const { css } = kinds[kind];
  const value = token.default;
  if (!css || value === undefined) return html``;
  return html`<span class="swatch" .style=${`color-scheme: ${scheme}`} aria-hidden="true">
    <i class=${kind} .style=${`${css}: ${value}`}>Aa 永</i>
  </span>`;
}

/** Renders text between backquotes as code. */
const withCode = (text: string) =>
  text.split('`').map((part, index) => (index % 2 ? html`<code>${part}</code>` : part));

function row(token: Token): TemplateResult {
  const { name, description = '' } = token;
  return html`<li>
    <button type="button" aria-pressed="false" @click=${(event: Event) => toggle(event, token)}>
      ${name}
    </button>
    <p>${withCode(description)}</p>
    <code>${token.default ?? 'inherited from the page'}</code>
    <div class="swatches">${schemes.map((scheme) => swatch(token, scheme))}</div>
  </li>`;
}

/** Tags with a sample come first, in the order of the samples. */
const order = Object.keys(samples);
const place = ({ tagName }: Tag): number =>
  (order.indexOf(tagName) + order.length + 1) % (order.length + 1);

const withTokens = tags
  .filter(({ cssProperties = [] }) => cssProperties.length > 0)
  .sort((one, other) => place(one) - place(other));

function section({ tagName, cssProperties = [] }: Tag): TemplateResult {
  const sample = samples[tagName];
  return html`<section data-tag=${tagName}>
    <h2>${tagName}</h2>
    <ul>
      ${cssProperties.map(row)}
    </ul>
    ${
      sample &&
      html`<div class="samples">
        ${schemes.map(
          (scheme) =>
            html`<div class="ground" .style=${`color-scheme: ${scheme}`}>${sample()}</div>`,
        )}
      </div>`
    }
  </section>`;
}

/** Press a name to see its effect in both themes. */
export const AllTokens: StoryObj = {
  render: () =>
    html`<div class="tokens">
      <h1>Design tokens</h1>
      <p>
        Custom properties that a page may set on a tag or on any element around it. Press a name to
        see its effect in light and in dark.
      </p>
      ${withTokens.map(section)}
    </div>`,
  play: async ({ canvasElement }) => {
    for (const { tagName, cssProperties = [] } of withTokens) {
      const part = canvasElement.querySelector(`[data-tag=${tagName}]`);
      const buttons = [...(part?.querySelectorAll('button') ?? [])];
      expect(buttons.map(({ innerText }) => innerText.trim())).toEqual(
        cssProperties.map(({ name }) => name),
      );
    }
    const sample = canvasElement.querySelector<HTMLElement>('wechat-mp-login');
    const ring = (): string => {
      const tile = sample?.shadowRoot?.querySelector('wechat-mp-qr')?.shadowRoot;
      const left = tile?.querySelector('.left');
      return left ? getComputedStyle(left).stroke : '';
    };
    await waitFor(() => expect(ring()).toBeTruthy(), { timeout: 20_000 });
    const before = ring();
    const accent = [...canvasElement.querySelectorAll('button')].find(
      ({ innerText }) => innerText.trim() === '--wechat-mp-accent',
    );
    accent?.click();
    await waitFor(() => expect(ring()).toBe('rgb(255, 45, 135)'));
    accent?.click();
    await waitFor(() => expect(ring()).toBe(before));
  },
};

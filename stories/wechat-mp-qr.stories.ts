/** The QR code alone, in every state of its tile. Pages may use it for other QR codes. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, waitFor } from 'storybook/test';
import type { TileState } from 'wechat-mp-login';
import { controls } from './docs/controls.js';
import type { Controlled } from './docs/controls.js';
import { readTile } from './support/read-tile.js';
import { sampleUrl } from './support/samples/states.js';

interface QrArgs extends Controlled {
  readonly value: string;
  readonly state: TileState;
  /** Replaces `expires-at-ms`, a point in time, which a slider cannot set. */
  readonly secondsLeft: number;
}

type QrStory = StoryObj<QrArgs>;

const lifetimeMs = 180_000;

export default {
  title: 'wechat-mp-qr',
  component: 'wechat-mp-qr',
  excludeStories: ['stories'],
  args: { value: sampleUrl, label: 'QR code of a sample', state: 'ready', secondsLeft: 0 },
  argTypes: {
    secondsLeft: {
      description:
        'Remaining seconds of 180; 0 shows no ring. Sets `expires-at-ms` and `lifetime-ms`.',
      control: { type: 'range', min: 0, max: lifetimeMs / 1000 },
    },
  },
  parameters: {
    docs: {
      source: { code: `<wechat-mp-qr value="${sampleUrl}" label="Our shop"></wechat-mp-qr>` },
    },
  },
  render: (args) => {
    const { state, secondsLeft } = args;
    const expiresAtMs = secondsLeft ? Date.now() + secondsLeft * 1000 : undefined;
    return html`<wechat-mp-qr ${controls(args, { expiresAtMs, lifetimeMs })}
      >${state === 'blank' ? html`<strong>402 913</strong>` : nothing}</wechat-mp-qr
    >`;
  },
  play: async ({ canvasElement, args }) => {
    const tile = canvasElement.querySelector('wechat-mp-qr');
    await waitFor(async () => {
      const root = tile?.shadowRoot;
      expect(root?.querySelector(`.${args.state}`)).toBeTruthy();
      if (args.value) expect(root?.querySelector('.code')).toBeTruthy();
      if (tile && args.state === 'ready') expect(await readTile(tile)).toBe(args.value);
    });
  },
} satisfies Meta<QrArgs>;

export const Ready: QrStory = {};

export const TimeLeft: QrStory = { args: { secondsLeft: 126 } };

/** A longer text needs more and smaller modules. They are always whole pixels. */
export const LongText: QrStory = {
  args: { value: `https://example.com/${'the-way-to-the-hills/'.repeat(8)}` },
};

/** There is no QR code yet. */
export const Loading: QrStory = { args: { state: 'loading', value: '' } };

/** The QR code has expired, and no camera can read it. */
export const Veiled: QrStory = { args: { state: 'veiled' } };

/** The QR code was scanned. */
export const Busy: QrStory = { args: { state: 'busy' } };

export const Done: QrStory = { args: { state: 'done' } };

/** The page fills the tile with its own content. */
export const Blank: QrStory = { args: { state: 'blank' } };

export const stories = {
  loading: Loading,
  ready: Ready,
  veiled: Veiled,
  busy: Busy,
  done: Done,
  blank: Blank,
} satisfies Record<TileState, QrStory>;

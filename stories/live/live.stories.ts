/** The whole way of a login inside the page: nothing in it is scripted, and nothing leaves it. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor, within } from 'storybook/test';
import type { LoginState } from 'wechat-mp-login/client';
import { casts } from './live-page.js';
import type { Conditions, LiveStage } from './live-page.js';
import { people, platforms } from './live.js';
import { arrive } from '../support/login-story.js';
import { networks } from './network.js';

type LiveStory = StoryObj<Conditions>;

export default {
  title: 'Live',
  // One phone a page: its camera would find the codes of other stories.
  tags: ['!autodocs'],
  args: { person: 'new follower', network: 'fast', platform: 'fine' },
  argTypes: {
    person: {
      description: 'Who scans. “Somebody else” has the code in view too; it is used by then.',
      control: 'select',
      options: Object.keys(casts),
    },
    network: {
      description: 'Between the page and its backend. May change at any time.',
      control: 'select',
      options: networks,
    },
    platform: {
      description: 'How WeChat stands to the official account. May change at any time.',
      control: 'select',
      options: platforms,
    },
    codeLifetimeS: {
      description: 'Seconds until the page has to renew its code; 180 where nothing is set.',
      control: { type: 'number', min: 2 },
    },
  },
  parameters: {
    // The phone's buttons have the same names in every language, for those who test by them.
    a11y: { options: { rules: { 'label-content-name-mismatch': { enabled: false } } } },
  },
  render: (conditions) => html`<live-stage .conditions=${{ ...conditions }}></live-stage>`,
} satisfies Meta<Conditions>;

const patience = { timeout: 60_000 };

/** What a person and a test can do on the stage. */
function stageIn(canvas: HTMLElement) {
  const stage = canvas.querySelector<LiveStage>('live-stage');
  const live = stage?.live;
  if (!live) throw new Error('The stage is empty.');
  const screen = (phone: number): HTMLElement => {
    const { shadowRoot } = canvas.querySelectorAll('wechat-phone')[phone] ?? {};
    // As good as an element to whoever looks for something in it.
    return shadowRoot as unknown as HTMLElement;
  };
  return {
    live,
    login: canvas.querySelector('wechat-mp-login'),
    until: (expected: Partial<LoginState>) => arrive(canvas, expected),
    press: async (name: string, phone = 0): Promise<void> => {
      (await within(screen(phone)).findByRole('button', { name }, patience)).click();
    },
    find: (words: RegExp, phone = 0) => within(screen(phone)).findByText(words, {}, patience),
  };
}

/**
 * The real backend, the real simulator of WeChat, and a phone that reads the picture beside it. Tap
 * Scan, then Follow. Who is new is asked for an account; a member links theirs with the digits that
 * the chat shows.
 */
export const ScanWithThePhone: LiveStory = {
  play: ({ canvasElement }) => stageIn(canvasElement).until({ type: 'ready' }),
};

/** A member who is signed in adds a WeChat to the account, and takes it off again. */
export const SettingsPage: LiveStory = {
  render: (conditions) => html`<live-stage settings .conditions=${{ ...conditions }}></live-stage>`,
  play: async ({ canvasElement }) => {
    await waitFor(() => {
      expect(canvasElement.querySelector('wechat-mp-identities')?.state.type).toBe('list');
      for (const tag of canvasElement.querySelectorAll('wechat-mp-identities, wechat-mp-login')) {
        expect(tag.shadowRoot?.querySelector('h2')?.textContent.trim()).toBeTruthy();
      }
    }, patience);
  },
};

/** Has never been here: follows after the scan, and is asked who they are. */
export const NewFollower: LiveStory = {
  play: async ({ canvasElement }) => {
    const { until, press } = stageIn(canvasElement);
    await until({ type: 'ready' });
    await press('Scan');
    await press('Follow');
    await until({ type: 'binding', step: 'choose' });
  },
};

/** Follows already, and has no account: the scan alone is enough. */
export const Follower: LiveStory = {
  args: { person: 'follower' },
  play: async ({ canvasElement }) => {
    const { until, press } = stageIn(canvasElement);
    await until({ type: 'ready' });
    await press('Scan');
    await until({ type: 'binding', step: 'choose' });
  },
};

/** One tap, and signed in. */
export const Member: LiveStory = {
  args: { person: 'member' },
  play: async ({ canvasElement }) => {
    const { until, press } = stageIn(canvasElement);
    await until({ type: 'ready' });
    await press('Scan');
    await until({ type: 'success', isNew: false });
  },
};

/** Two phones see one code. Whoever comes second is told so in the chat, and the page stays with the first. */
export const SomebodyElse: LiveStory = {
  args: { person: 'somebody else' },
  play: async ({ canvasElement }) => {
    const { login, until, press, find } = stageIn(canvasElement);
    await until({ type: 'ready' });
    await press('Scan', 1);
    await find(/^关注$|^Follow$/, 1);
    await press('Scan', 0);
    await until({ type: 'binding', step: 'choose' });
    const before = login?.state;
    await press('Follow', 1);
    await find(/已被使用|already used/, 1);
    expect(login?.state).toBe(before);
  },
};

/** Everything takes its time, and nothing is lost. */
export const SlowNetwork: LiveStory = {
  args: { person: 'member', network: 'slow' },
  play: async ({ canvasElement }) => {
    const { until, press } = stageIn(canvasElement);
    await until({ type: 'ready' });
    await press('Scan');
    await until({ type: 'success' });
  },
};

/** The network goes in mid-wait and comes back: no new code, and the login goes on. */
export const OfflineInMidWait: LiveStory = {
  args: { person: 'member' },
  play: async ({ canvasElement }) => {
    const { live, login, until, press } = stageIn(canvasElement);
    await until({ type: 'ready' });
    const code = login?.state.shown?.url;
    live.line.network = 'offline';
    await until({ type: 'offline' });
    live.line.network = 'fast';
    await until({ type: 'ready' });
    expect(login?.state.shown?.url).toBe(code);
    await press('Scan');
    await until({ type: 'success' });
  },
};

/** There from the start, and there to stay: the page waits for it by itself. */
export const Offline: LiveStory = {
  args: { network: 'offline' },
  play: ({ canvasElement }) => stageIn(canvasElement).until({ type: 'offline' }),
};

/** The stream stays silent: the page asks instead, and knows as soon. */
export const BufferingProxy: LiveStory = {
  args: { person: 'member', network: 'buffering proxy' },
  play: async ({ canvasElement }) => {
    const { live, until, press } = stageIn(canvasElement);
    const asked = () => live.line.calls.filter((call) => call === 'GET application/json').length;
    await until({ type: 'ready' });
    await waitFor(() => expect(asked()).toBeGreaterThan(0), patience);
    expect(live.line.calls).toContain('GET text/event-stream');
    await press('Scan');
    await until({ type: 'success' });
  },
};

/** WeChat answers 45009: no more codes today. */
export const QuotaSpent: LiveStory = {
  args: { platform: 'quota spent' },
  play: ({ canvasElement }) =>
    stageIn(canvasElement).until({ type: 'error', code: 'quota_exhausted' }),
};

/** WeChat has switched the official account off: 50002. */
export const AccountDisabled: LiveStory = {
  args: { platform: 'disabled' },
  play: ({ canvasElement }) =>
    stageIn(canvasElement).until({ type: 'error', code: 'platform_disabled' }),
};

/** Switched off while a code is on the page: a scan is told so at once, the page when it renews the code. */
export const DisabledInMidWait: LiveStory = {
  args: { codeLifetimeS: 3 },
  play: async ({ canvasElement }) => {
    const { live, login, until } = stageIn(canvasElement);
    await until({ type: 'ready' });
    live.platform = 'disabled';
    const scanned = await live.phone.scan(people.member.id, login?.state.shown?.url ?? '');
    expect(scanned.type).toBe('unavailable');
    await until({ type: 'error', code: 'platform_disabled' });
  },
};

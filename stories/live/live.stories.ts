/** Complete logins inside the page. Nothing is scripted, and no request leaves the page. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor, within } from 'storybook/test';
import type { LoginState } from 'wechat-mp-login/client';
import { phoneOwners } from './live-page.js';
import type { Conditions, LivePage } from './live-page.js';
import { people, platforms } from './live.js';
import { arrive } from '../support/login-story.js';
import { networks } from './network.js';

type LiveStory = StoryObj<Conditions>;

export default {
  title: 'Live',
  // One story on a page: the phone's camera would find the QR codes of other stories.
  tags: ['!autodocs'],
  args: { person: 'new follower', network: 'fast', platform: 'fine' },
  argTypes: {
    person: {
      description: 'Who scans. “Somebody else”: a second person scans the same QR code.',
      control: 'select',
      options: Object.keys(phoneOwners),
    },
    network: {
      description: 'The network between the page and its backend. May change at any time.',
      control: 'select',
      options: networks,
    },
    platform: {
      description: 'The state of the official account at WeChat. May change at any time.',
      control: 'select',
      options: platforms,
    },
    codeLifetimeS: {
      description: 'Seconds until the page renews its QR code; 180 by default.',
      control: { type: 'number', min: 2 },
    },
  },
  render: (conditions) => html`<live-page .conditions=${{ ...conditions }}></live-page>`,
} satisfies Meta<Conditions>;

const options = { timeout: 60_000 };

/** The phone's buttons in its two languages. */
const buttons = { Scan: /^(扫一扫|Scan)$/, Follow: /^(关注|Follow)$/ } as const;

/** What visitors and tests can do on the live page. */
function livePageIn(canvas: HTMLElement) {
  const livePage = canvas.querySelector<LivePage>('live-page');
  const live = livePage?.live;
  if (!live) throw new Error('The live page has not started.');
  const screen = (phone: number): HTMLElement => {
    const { shadowRoot } = canvas.querySelectorAll('wechat-phone')[phone] ?? {};
    // Testing Library's types demand an element, but a shadow root has everything that it uses.
    return shadowRoot as unknown as HTMLElement;
  };
  return {
    live,
    login: canvas.querySelector('wechat-mp-login'),
    until: (expected: Partial<LoginState>) => arrive(canvas, expected),
    press: async (button: keyof typeof buttons, phone = 0): Promise<void> => {
      (
        await within(screen(phone)).findByRole('button', { name: buttons[button] }, options)
      ).click();
    },
    find: (words: RegExp, phone = 0) => within(screen(phone)).findByText(words, {}, options),
  };
}

/**
 * The reference backend, a simulated WeChat, and a phone that reads the QR code beside it. Tap Scan,
 * then Follow. New visitors create an account, or link an existing one with the digits in the chat.
 */
export const ScanWithThePhone: LiveStory = {
  play: ({ canvasElement }) => livePageIn(canvasElement).until({ type: 'ready' }),
};

/** A signed-in customer links a WeChat to the account, and unlinks it. */
export const SettingsPage: LiveStory = {
  render: (conditions) => html`<live-page settings .conditions=${{ ...conditions }}></live-page>`,
  play: async ({ canvasElement }) => {
    await waitFor(() => {
      expect(canvasElement.querySelector('wechat-mp-identities')?.state.type).toBe('list');
      for (const tag of canvasElement.querySelectorAll('wechat-mp-identities, wechat-mp-login')) {
        expect(tag.shadowRoot?.querySelector('h2')?.textContent.trim()).toBeTruthy();
      }
    }, options);
  },
};

/** A new visitor follows the account after the scan and chooses what to do. */
export const NewFollower: LiveStory = {
  play: async ({ canvasElement }) => {
    const { until, press } = livePageIn(canvasElement);
    await until({ type: 'ready' });
    await press('Scan');
    await press('Follow');
    await until({ type: 'binding', step: 'choose' });
  },
};

/** A follower without an account only scans and chooses what to do. */
export const Follower: LiveStory = {
  args: { person: 'follower' },
  play: async ({ canvasElement }) => {
    const { until, press } = livePageIn(canvasElement);
    await until({ type: 'ready' });
    await press('Scan');
    await until({ type: 'binding', step: 'choose' });
  },
};

/** A customer with a linked WeChat is signed in by the scan alone. */
export const ReturningVisitor: LiveStory = {
  args: { person: 'customer' },
  play: async ({ canvasElement }) => {
    const { until, press } = livePageIn(canvasElement);
    await until({ type: 'ready' });
    await press('Scan');
    await until({ type: 'success', isNew: false });
  },
};

/** Two people scan one QR code. The second one gets a reply in the chat; the page continues with the first. */
export const SomebodyElse: LiveStory = {
  args: { person: 'somebody else' },
  play: async ({ canvasElement }) => {
    const { login, until, press, find } = livePageIn(canvasElement);
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

/** Everything is slow, and nothing is lost. */
export const SlowNetwork: LiveStory = {
  args: { person: 'customer', network: 'slow' },
  play: async ({ canvasElement }) => {
    const { until, press } = livePageIn(canvasElement);
    await until({ type: 'ready' });
    await press('Scan');
    await until({ type: 'success' });
  },
};

/** The network fails during the wait and comes back. The QR code stays, and the login continues. */
export const OfflineDuringTheWait: LiveStory = {
  args: { person: 'customer' },
  play: async ({ canvasElement }) => {
    const { live, login, until, press } = livePageIn(canvasElement);
    await until({ type: 'ready' });
    const url = login?.state.shown?.url;
    live.connection.network = 'offline';
    await until({ type: 'offline' });
    live.connection.network = 'fast';
    await until({ type: 'ready' });
    expect(login?.state.shown?.url).toBe(url);
    await press('Scan');
    await until({ type: 'success' });
  },
};

/** There is no network from the start. The page waits for it. */
export const Offline: LiveStory = {
  args: { network: 'offline' },
  play: ({ canvasElement }) => livePageIn(canvasElement).until({ type: 'offline' }),
};

/** The proxy holds the event stream back. The page polls instead, and notices the scan just as fast. */
export const BufferingProxy: LiveStory = {
  args: { person: 'customer', network: 'buffering proxy' },
  play: async ({ canvasElement }) => {
    const { live, until, press } = livePageIn(canvasElement);
    const polls = () =>
      live.connection.calls.filter((call) => call === 'GET application/json').length;
    await until({ type: 'ready' });
    await waitFor(() => expect(polls()).toBeGreaterThan(0), options);
    expect(live.connection.calls).toContain('GET text/event-stream');
    await press('Scan');
    await until({ type: 'success' });
  },
};

/** WeChat answers 45009: no more QR codes today. The page goes on by message. */
export const QuotaSpent: LiveStory = {
  args: { platform: 'quota spent' },
  play: ({ canvasElement }) => {
    const { login } = livePageIn(canvasElement);
    const expected = { type: 'ready', shown: { method: 'message' } };
    return waitFor(() => expect(login?.state).toMatchObject(expected), { timeout: 60_000 });
  },
};

/** WeChat has disabled the official account: 50002. */
export const AccountDisabled: LiveStory = {
  args: { platform: 'disabled' },
  play: ({ canvasElement }) =>
    livePageIn(canvasElement).until({ type: 'error', code: 'platform_disabled' }),
};

/**
 * WeChat disables the account during the wait. A scan then fails at once; the page fails when it renews
 * the QR code.
 */
export const DisabledDuringTheWait: LiveStory = {
  args: { codeLifetimeS: 3 },
  play: async ({ canvasElement }) => {
    const { live, login, until } = livePageIn(canvasElement);
    await until({ type: 'ready' });
    live.platform = 'disabled';
    const scanned = await live.phone.scan(people.customer.id, login?.state.shown?.url ?? '');
    expect(scanned.type).toBe('unavailable');
    await until({ type: 'error', code: 'platform_disabled' });
  },
};

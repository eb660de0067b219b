/** The list for a settings page. The tables at the end do not compile if a state or a text has no story. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { action } from 'storybook/actions';
import { expect, waitFor } from 'storybook/test';
import 'wechat-mp-login/identities';
import type { IdentitiesState, LinkedIdentity, OpenRow } from 'wechat-mp-login/identities';
import type { IdentitiesMessageKey } from 'wechat-mp-login/locales/terms/identities';
import { controls } from './docs/controls.js';
import type { Controlled } from './docs/controls.js';
import { pseudoIdentities } from './support/pseudo-backend.js';
import { scriptedIdentities } from './support/scripted/identities.js';
import type { IdentitiesScript } from './support/scripted/identities.js';
import { WechatMpLoginError } from 'wechat-mp-login/protocol';
import type { ErrorCode } from 'wechat-mp-login/protocol';

type IdentitiesStory = StoryObj<Controlled>;

export default {
  title: 'wechat-mp-identities',
  component: 'wechat-mp-identities',
  excludeStories: ['stories', 'rows', 'messages'],
  parameters: {
    docs: {
      source: { code: '<wechat-mp-identities backend="/wechat-login"></wechat-mp-identities>' },
    },
  },
} satisfies Meta<Controlled>;

const linked: readonly LinkedIdentity[] = [
  { id: 'a', officialAccount: '山岚商店', linkedAt: '2026-05-03T12:00:00Z' },
  { id: 'b', officialAccount: '山岚茶馆', linkedAt: '2026-09-30T12:00:00Z' },
  { id: 'c', linkedAt: '2025-12-24T12:00:00Z' },
];

/** The buttons that the visitor presses, by their index on the page. */
type Presses = readonly number[];

/** Brings the list into a state with a scripted backend and the visitor's presses. */
function story(script: IdentitiesScript, expected: object, presses: Presses = []): IdentitiesStory {
  const backend = scriptedIdentities(script);
  return {
    render: (args, { globals }) =>
      html`<wechat-mp-identities
        ${controls(args, {
          backend: globals['language'] === 'pseudo' ? pseudoIdentities(backend) : backend,
        })}
        @wechat-mp-identities-change=${action('wechat-mp-identities-change')}
        @wechat-mp-identities-error=${action('wechat-mp-identities-error')}
      ></wechat-mp-identities>`,
    play: async ({ canvasElement }) => {
      const element = canvasElement.querySelector('wechat-mp-identities');
      const buttons = () => element?.shadowRoot?.querySelectorAll('button') ?? [];
      await waitFor(() => expect(element?.shadowRoot?.querySelector('h2')?.innerText).toBeTruthy());
      for (const index of presses) {
        // A visitor presses nothing while a request is under way.
        await waitFor(() => {
          expect(element?.state).not.toMatchObject({ open: { step: 'busy' } });
          expect(buttons()[index]).toBeTruthy();
        });
        buttons()[index]?.click();
        await element?.updateComplete;
      }
      await waitFor(() => expect(element?.state).toMatchObject(expected));
      await element?.updateComplete;
    },
  };
}

const error = (code: ErrorCode, retryAfterMs?: number): WechatMpLoginError =>
  new WechatMpLoginError(code, { retryAfterMs });

export const Listed = story({ linked }, { type: 'list', identities: linked });

export const ListedLongName = story(
  {
    linked: [
      {
        id: 'a',
        officialAccount: '山岚商店 · Shanlan Mountain Store and Tea House of the Western Hills',
        linkedAt: '2026-05-03T12:00:00Z',
      },
      ...linked,
    ],
  },
  { type: 'list' },
);

export const NothingLinked = story({ linked: [] }, { type: 'list', identities: [] });

/** As high as a list with one entry, so that nothing jumps when it arrives. */
export const Loading = story({ linked: 'never' }, { type: 'loading' });

/** Nothing is sent before the visitor confirms. The focus is on the safe button. */
export const ConfirmUnlink = story(
  { linked },
  { type: 'list', open: { id: 'b', step: 'ask' } },
  [1],
);

export const Unlinking = story(
  { linked, unlink: 'never' },
  { type: 'list', open: { id: 'b', step: 'busy' } },
  [1, 1],
);

/** The focus has moved to the next entry. */
export const Unlinked = story(
  { linked },
  { type: 'list', identities: [{ id: 'a' }, { id: 'c' }], unlinked: { id: 'b' } },
  [1, 1],
);

const refused = (code: ErrorCode, retryAfterMs?: number): IdentitiesStory =>
  story(
    { linked, unlink: error(code, retryAfterMs), stepUp: {} },
    { type: 'list', open: { id: 'b', step: 'refused', problem: { code } } },
    [1, 1],
  );

export const RefusedLastLoginMethod = refused('last_way_in');

/** Nobody confirmed the login of this session. The visitor can do so here. */
export const RefusedUnconfirmed = refused('confirmation_required');

/** The visitor confirms in the row that it is them, and is then asked again. */
export const StepUp = story(
  { linked, unlink: error('confirmation_required'), stepUp: {} },
  { type: 'list', open: { id: 'b', step: 'step-up' } },
  [1, 1, 1],
);

/** Whoever signed in with a WeChat less than a day ago cannot unlink it yet. */
export const RefusedTooRecent = refused('too_recent', 72_000_000);

/** The page can let the visitor sign in again when it receives `wechat-mp-identities-error`. */
export const RefusedSignInAgain = refused('reauthentication_required');

export const RefusedTooManyTries = refused('rate_limited', 240_000);

export const RefusedUnreachable = refused('unreachable');

export const RefusedOther = refused('internal_error');

const failed = (code: ErrorCode): IdentitiesStory =>
  story({ linked: error(code) }, { type: 'error', problem: { code } });

export const FailedUnreachable = failed('unreachable');

export const FailedSignInAgain = failed('reauthentication_required');

export const FailedForGood = failed('origin_denied');

type Some<T> = readonly [T, ...T[]];

export const stories = {
  list: [Listed, ListedLongName, NothingLinked, Unlinked],
  loading: [Loading],
  error: [FailedUnreachable, FailedSignInAgain, FailedForGood],
} satisfies Record<IdentitiesState['type'], Some<IdentitiesStory>>;

export const rows = {
  ask: [ConfirmUnlink],
  busy: [Unlinking],
  refused: [RefusedLastLoginMethod],
  'step-up': [StepUp],
} satisfies Record<OpenRow['step'], Some<IdentitiesStory>>;

export const messages = {
  last_way_in: [RefusedLastLoginMethod],
  confirmation_required: [RefusedUnconfirmed],
  too_recent: [RefusedTooRecent],
  reauthentication_required: [RefusedSignInAgain, FailedSignInAgain],
  rate_limited: [RefusedTooManyTries],
  unreachable: [RefusedUnreachable, FailedUnreachable],
  failed: [RefusedOther],
  unavailable: [FailedForGood],
} satisfies Record<IdentitiesMessageKey, Some<IdentitiesStory>>;

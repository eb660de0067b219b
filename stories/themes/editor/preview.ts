/** The cards that the editor shows, in both schemes. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { ref } from 'lit/directives/ref.js';
import type { LoginState } from 'wechat-mp-login/client';
import { WechatMpLogin } from 'wechat-mp-login';
import 'wechat-mp-login/button';
import 'wechat-mp-login/identities';
import { controls } from '../../docs/controls.js';
import { bindingSamples } from '../../support/samples/binding.js';
import { sampleStates, showState, shown } from '../../support/samples/states.js';
import { scriptedBackend } from '../../support/scripted/backend.js';
import { scriptedIdentities } from '../../support/scripted/identities.js';
import type { Lang } from './words.js';

export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

const backend = scriptedBackend({});
const identities = scriptedIdentities({
  linked: [{ id: 'a', officialAccount: '山岚商店', linkedAt: '2026-05-03T12:00:00Z' }],
});

/** Every colour and every corner is in one of them. */
function statesIn(lang: Lang): readonly LoginState[] {
  const prompts = bindingSamples(lang, shown);
  const lasting = { expiresAtMs: Date.now() + 7_200_000, lifetimeMs: 10_800_000 };
  return [
    { ...sampleStates.ready, ...lasting },
    sampleStates.success,
    sampleStates.expired,
    ...['choose', 'link, wrong proof'].flatMap((name) => prompts[name] ?? []),
  ];
}

function card(state: LoginState): TemplateResult {
  const draw = (element?: Element): void => {
    if (element instanceof WechatMpLogin) showState(element, state);
  };
  return html`<wechat-mp-login .manual=${true} ${ref(draw)}></wechat-mp-login>`;
}

const column = (lang: Lang): TemplateResult => html`
  <wechat-mp-login-button ${controls({}, { backend })}></wechat-mp-login-button>
  ${statesIn(lang).map(card)}
  <wechat-mp-identities ${controls({}, { backend: identities })}></wechat-mp-identities>
`;

/** The cards are drawn once for each language: a theme changes only what they inherit. */
export function preview(lang: Lang, label: (scheme: Scheme) => string): unknown {
  return guard(
    [lang],
    () =>
      html`<div class="schemes">
        ${schemes.map(
          (scheme) =>
            html`<section class="scheme ${scheme}" aria-label=${label(scheme)} inert>
              ${column(lang)}
            </section>`,
        )}
      </div>`,
  );
}

/** All shadow roots below a place, those in shadow roots too. */
function* shadowRootsIn(place: ParentNode): Generator<ShadowRoot> {
  for (const { shadowRoot } of place.querySelectorAll('*')) {
    if (!shadowRoot) continue;
    yield shadowRoot;
    yield* shadowRootsIn(shadowRoot);
  }
}

const isMoving = (root: ShadowRoot): boolean =>
  root.getAnimations().some(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);

/** Whether everything that loads late is there, and nothing fades in any more. */
export function isComplete(place: ParentNode): boolean {
  const logins = [...place.querySelectorAll('wechat-mp-login')];
  return (
    logins.length > 0 &&
    logins.every(({ shadowRoot, state }) => {
      const prompts = shadowRoot?.querySelector('wechat-mp-binding')?.shadowRoot;
      const card = state.type === 'binding' ? prompts : shadowRoot;
      const tile = shadowRoot?.querySelector('wechat-mp-qr')?.shadowRoot;
      const isDrawn = state.type !== 'ready' || tile?.querySelector('.ready .code');
      return Boolean(card?.querySelector('h2')?.textContent && isDrawn);
    }) &&
    ![...shadowRootsIn(place)].some(isMoving)
  );
}

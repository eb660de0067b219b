/**
 * The ways to sign in beside a QR code on a desktop: by message, on a phone, inside WeChat. The card
 * loads this file when one of them is needed or can be offered.
 */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { chooseDoors, doorOf, methodOf } from '../../../client/doors/choose-doors.js';
import type { Door, Doors, Where } from '../../../client/doors/choose-doors.js';
import { createAttemptKeeper } from '../../../client/doors/kept-attempt.js';
import { whereIs } from '../../../client/doors/where-is.js';
import type { LoginOptions } from '../../../client/run/run.js';
import type { LoginState } from '../../../client/state.js';
import type { Method, OfficialAccount } from '../../../protocol/messages.js';
import type { DoorMessageKey, DoorTerms } from '../../../locales/terms/doors.js';
import type { Terms } from '../../../locales/terms/login.js';
import type { StyleSheetsController } from '../../shared/controllers/style-sheets-controller.js';
import { doorTermsFor } from '../../texts/late-terms.js';
import { TextsController } from '../../texts/texts-controller.js';
import { copyDigits } from '../confirm/digits.js';
import type { WechatMpLogin } from '../wechat-mp-login.js';
import { renderAccountTabs } from './account-tabs.js';
import type { Outcome } from './cards/context.js';
import { createPictures } from './pictures.js';
import { renderDoor } from './render-door.js';
import { doorStyles } from './styles.js';

/** The title and the sentence of a card, in place of those of every login. */
export interface DoorText {
  /** Left out where the purpose has a title of its own. */
  readonly title?: string;
  readonly sentence: string;
  readonly isDoor: true;
  /** Read aloud after the sentence: the digits. */
  readonly digits?: string;
  /** The button, if it is another one than every login's. */
  readonly action?: 'open';
}

export interface LoginDoors {
  /** What a login of this page needs; undefined where nobody can sign in. */
  loginOptions(): Pick<LoginOptions, 'method' | 'resumeAt' | 'keeper'> | undefined;
  /** The texts of the present state, if they are other than those of every login. */
  textOf(state: LoginState): DoorText | undefined;
  /** Draws the card's main part below title and sentence; undefined where the tile of a desktop fits. */
  render(state: LoginState, terms: Terms | undefined): TemplateResult | undefined;
  /** Draws the choice between several official accounts; undefined where there is none. */
  renderTabs(state: LoginState, terms: Terms | undefined): TemplateResult | undefined;
  /** Draws the buttons that offer other ways. */
  renderBeside(state: LoginState): TemplateResult | typeof nothing;
}

/** How long "copied" stays on a button, and what to do instead stays below it. */
const outcomeMs = { copied: 2000, 'not-copied': 15_000, 'not-saved': 15_000 } as const;

export function createDoors(login: WechatMpLogin, styleSheets: StyleSheetsController): LoginDoors {
  styleSheets.add(doorStyles);
  const texts = new TextsController<DoorTerms>(login, { load: doorTermsFor });
  const update = (): void => login.requestUpdate();
  const pictures = createPictures(update);
  const where = whereIs({
    userAgent: navigator.userAgent,
    environment: (globalThis as { readonly __wxjs_environment?: unknown }).__wxjs_environment,
  });
  let canComeBack = true;
  let outcome: Outcome | undefined;
  /** Those of the last answer, also while the next one is awaited. */
  let accounts: readonly OfficialAccount[] = [];
  let chosen = '';
  let outcomeTimer: ReturnType<typeof setTimeout> | undefined;

  const doorsWith = (methods?: readonly string[]): Doors => {
    const { method } = login;
    const allowed = method === 'auto' || !method ? undefined : method;
    return chooseDoors({ where, methods, allowed, canComeBack });
  };

  function doorIn({ type, shown }: LoginState): Door | undefined {
    if (doorsWith().first === 'elsewhere') return 'elsewhere';
    return type === 'ready' ? doorOf(where, shown.method) : undefined;
  }

  function showOutcome(next: Outcome | undefined): void {
    clearTimeout(outcomeTimer);
    outcome = next;
    if (next) outcomeTimer = setTimeout(() => showOutcome(undefined), outcomeMs[next]);
    update();
  }

  async function handleCopy(text: string, from: Node): Promise<void> {
    showOutcome((await copyDigits(text, from)) ? 'copied' : 'not-copied');
  }

  /** Which text a state has, if none of every login's. */
  function keyOf(state: LoginState): DoorMessageKey | undefined {
    const { type, shown } = state;
    if (type === 'error') return doorErrors.find((code) => code === state.code);
    if (type === 'expired' && shown && shown.method !== 'scan') return 'late';
    const door = doorIn(state);
    switch (door) {
      case 'elsewhere':
        return where === 'desktop' || where === 'phone' ? 'outside' : door;
      case 'save':
      case 'long-press': {
        const isBroken = shown?.method === 'scan' && pictures.pictureOf(shown) === null;
        return isBroken ? 'unsaved' : door === 'save' ? door : 'hold';
      }
      case 'message':
      case 'authorize':
        return door;
      case 'scan':
        return undefined;
      case undefined:
        return type === 'idle' && login.manual && where !== 'desktop' ? 'begin' : undefined;
      default:
        return door satisfies never;
    }
  }

  return {
    loginOptions() {
      const { backend, purpose = 'login', officialAccount } = login;
      const address = typeof backend === 'object' && 'create' in backend ? '' : String(backend);
      // The visitor may have chosen another account than the page names, and comes back to that one.
      const name = [address, purpose, officialAccount ?? ''].join(' ').trimEnd();
      const methodsNow = (): Method[] => {
        const { first, beside } = doorsWith();
        return [first, ...beside].map(methodOf).filter((method) => method !== undefined);
      };
      const { keeper, resumeAt } = createAttemptKeeper({ name, methods: methodsNow() });
      canComeBack = resumeAt !== undefined;
      const method = methodsNow();
      if (method.length === 0) return undefined;
      return where === 'desktop' ? { method } : { method, resumeAt, keeper };
    },

    textOf(state) {
      const key = keyOf(state);
      if (!key) return undefined;
      const [title, sentence] = texts.terms?.messages[key] ?? ['', ''];
      const { shown } = state;
      const digits = key === 'message' && shown?.method === 'message' && shown.digits;
      const isForLogin = (login.purpose ?? 'login') === 'login';
      const hasOwnTitle =
        isForLogin || doorErrors.some((code) => code === key) || key === 'elsewhere';
      return {
        ...(hasOwnTitle && { title }),
        sentence,
        isDoor: true,
        ...(key === 'begin' && { action: 'open' as const }),
        ...(digits && { digits }),
      };
    },

    render(state, terms) {
      const door = doorIn(state);
      const { shown } = state;
      if (!door || door === 'scan' || (!shown && door !== 'elsewhere')) return undefined;
      return renderDoor(
        door,
        {
          where,
          shown,
          terms: texts.terms,
          logo: login.logo,
          outcome,
          onCopy: (text, from) => void handleCopy(text, from),
          onSave: (hasSaved) => showOutcome(hasSaved ? undefined : 'not-saved'),
          pictureOf: (code) => pictures.pictureOf(code),
          onPictureError: (address) => pictures.giveUp(address),
        },
        terms?.picture,
      );
    },

    renderTabs({ type, shown }, terms) {
      if (type === 'ready') {
        accounts = shown.officialAccounts ?? [];
        chosen = shown.officialAccount.key;
      }
      const isOver = type === 'approved' || type === 'success';
      if (accounts.length < 2 || isOver) return undefined;
      return renderAccountTabs({
        accounts,
        selected: chosen,
        label: texts.terms?.officialAccounts,
        kinds: terms?.kinds,
        onChoose(officialAccount) {
          chosen = officialAccount;
          update();
          login.switchTo({ officialAccount });
        },
      });
    },

    renderBeside(state) {
      const { type, shown } = state;
      const isFailure = type === 'error';
      if (!shown || (type !== 'ready' && type !== 'expired' && !isFailure)) return nothing;
      const { first, beside } = doorsWith((isFailure ? state.methods : undefined) ?? shown.methods);
      const methods = [first, ...beside]
        .map(methodOf)
        .filter((method) => method !== undefined)
        .filter((method) => method !== shown.method);
      // Without its words, a button would be drawn twice, in two widths.
      const { terms } = texts;
      if (!terms || methods.length === 0) return nothing;
      // The button of web authorization needs no other way beside it, unless it has failed.
      if (shown.method === 'oauth' && !isFailure) return nothing;
      return html`<div class="beside">
        ${methods.map(
          (method) =>
            html`<button
              part="beside"
              @click=${() => login.switchTo({ method })}
              .textContent=${labelOf(method, where, terms)}
            ></button>`,
        )}
      </div>`;
    },
  };
}

/** Errors that only these ways can end in. */
const doorErrors = [
  'method_unavailable',
  'authorization_refused',
  'authorization_failed',
  'follow_required',
  'virtual_user',
] as const satisfies readonly DoorMessageKey[];

function labelOf(method: Method, where: Where, terms: DoorTerms): string {
  if (method === 'oauth') return terms.authorize;
  if (method === 'scan') return terms.byQrCode;
  return where === 'desktop' ? terms.cannotScan : terms.byMessage;
}

/**
 * The ways to sign in beside a QR code on a desktop: by message, on a phone, inside WeChat. The card
 * loads this file when one of them is needed or can be offered.
 */
import { nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { chooseDoors, doorOf, methodOf } from '../../../client/doors/choose-doors.js';
import type { Door, Doors } from '../../../client/doors/choose-doors.js';
import { createAttemptKeeper } from '../../../client/doors/kept-attempt.js';
import { whereIs } from '../../../client/doors/where-is.js';
import type { LoginOptions } from '../../../client/run/run.js';
import type { LoginState, ShownScan } from '../../../client/state.js';
import type { Method, OfficialAccount } from '../../../protocol/messages.js';
import type { DoorTerms } from '../../../locales/terms/doors.js';
import type { Terms } from '../../../locales/terms/login.js';
import type { StyleSheetsController } from '../../shared/controllers/style-sheets-controller.js';
import { doorTermsFor } from '../../texts/late-terms.js';
import { TextsController } from '../../texts/texts-controller.js';
import { copyDigits } from '../confirm/digits.js';
import type { WechatMpLogin } from '../wechat-mp-login.js';
import { renderAccountTabs } from './account-tabs.js';
import { doorText } from './door-text.js';
import type { DoorText } from './door-text.js';
import { createPassingOutcome } from './passing-outcome.js';
import { createPictures } from './pictures.js';
import { renderBeside } from './render-beside.js';
import { renderDoor } from './render-door.js';
import { doorStyles } from './styles.js';

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

export function createDoors(login: WechatMpLogin, styleSheets: StyleSheetsController): LoginDoors {
  styleSheets.add(doorStyles);
  startAnewAfterReturn(login);
  const texts = new TextsController<DoorTerms>(login, { load: doorTermsFor });
  const update = (): void => login.requestUpdate();
  const pictures = createPictures(update);
  const outcome = createPassingOutcome(update);
  const where = whereIs({
    userAgent: navigator.userAgent,
    environment: (globalThis as { readonly __wxjs_environment?: unknown }).__wxjs_environment,
  });
  let canComeBack = true;
  /** Those of the last answer, also while the next one is awaited. */
  let accounts: readonly OfficialAccount[] = [];
  let chosen = '';

  const doorsWith = (methods?: readonly string[]): Doors => {
    const { method } = login;
    const allowed = method === 'auto' || !method ? undefined : method;
    return chooseDoors({ where, methods, allowed, canComeBack });
  };

  function doorIn({ type, shown }: LoginState): Door | undefined {
    if (doorsWith().first === 'elsewhere') return 'elsewhere';
    return type === 'ready' ? doorOf(where, shown.method) : undefined;
  }

  async function handleCopy(text: string, from: Node): Promise<void> {
    outcome.show((await copyDigits(text, from)) ? 'copied' : 'not-copied');
  }

  return {
    loginOptions() {
      const { backend, purpose = 'login', officialAccount } = login;
      const address = typeof backend === 'object' && 'create' in backend ? '' : String(backend);
      // The visitor may have chosen another account than the page names, and comes back to that one.
      const name = [address, purpose, officialAccount ?? ''].join(' ').trimEnd();
      const { keeper, resumeAt } = createAttemptKeeper({ name, methods: methodsOf(doorsWith()) });
      canComeBack = resumeAt !== undefined;
      // Chosen again: web authorization needs a page that can come back.
      const method = methodsOf(doorsWith());
      if (method.length === 0) return undefined;
      return where === 'desktop' ? { method } : { method, resumeAt, keeper };
    },

    textOf(state) {
      const facts = {
        where,
        door: doorIn(state),
        isManual: login.manual ?? false,
        isPictureMissing: (shown: ShownScan) => pictures.pictureOf(shown) === null,
      };
      return doorText(state, facts, texts.terms, login.purpose ?? 'login');
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
          outcome: outcome.present(),
          onCopy: (text, from) => void handleCopy(text, from),
          onSave: (hasSaved) => outcome.show(hasSaved ? undefined : 'not-saved'),
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
        onChoose({ key: officialAccount, methods }) {
          chosen = officialAccount;
          update();
          // Nothing is asked for that this account does not offer.
          login.switchTo({ officialAccount, method: methodOf(doorsWith(methods).first) });
        },
      });
    },

    renderBeside(state) {
      const { type, shown } = state;
      const isFailure = type === 'error';
      if (!shown || (type !== 'ready' && type !== 'expired' && !isFailure)) return nothing;
      // The button of web authorization needs no other way beside it, unless it has failed.
      if (shown.method === 'oauth' && !isFailure) return nothing;
      const others = methodsOf(
        doorsWith((isFailure ? state.methods : undefined) ?? shown.methods),
      ).filter((method) => method !== shown.method);
      return renderBeside(others, where, texts.terms, (method) => login.switchTo({ method }));
    },
  };
}

/** The methods of a page's doors, best first. */
function methodsOf({ first, beside }: Doors): Method[] {
  return [first, ...beside].map(methodOf).filter((method) => method !== undefined);
}

/**
 * Starts as after a reload where a page comes back from the back-forward cache: before WeChat's web
 * authorization, its link may have been used; after it, the page would stand still.
 */
function startAnewAfterReturn(login: WechatMpLogin): void {
  const handlePageShow = ({ persisted }: PageTransitionEvent): void => {
    const { type, shown } = login.state;
    const isSettled = type === 'ready' || type === 'success';
    if (persisted && isSettled && shown?.method === 'oauth') login.refresh();
  };
  login.addController({
    hostConnected: () => addEventListener('pageshow', handlePageShow),
    hostDisconnected: () => removeEventListener('pageshow', handlePageShow),
  });
}

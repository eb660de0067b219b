/** The choices of a WeChat user without an account here: create one, or link an existing one. */
import type { Binding, BindingOption } from '../../protocol/messages.js';
import type { Attempt } from '../attempts/attempt.js';
import type { Environment } from '../base/environment.js';
import { invalid, wrongState } from '../base/errors.js';
import { localize } from '../base/localized-text.js';
import { shorten } from '../base/names.js';
import type { Caller } from '../host/caller.js';
import type { CurrentSessionReader } from '../host/sessions/current-session.js';
import type { HostAccount } from '../host/host.js';
import { visibleAccount } from '../host/read-account.js';
import { localizeFields, type FieldOptions } from './fields.js';
import type { LinkMethod } from './link-method.js';

/** What happens to a WeChat user without an account. */
export type NewAccountsPolicy = 'ask' | 'create' | 'existing-only';

/** The options about binding, checked and complete. */
export interface BindingSettings {
  readonly newAccounts: NewAccountsPolicy;
  readonly createFields: readonly FieldOptions[];
  readonly linkMethods: readonly LinkMethod[];
  /** Whether visitors can link the account that is signed in in this browser. */
  readonly canLinkSession: boolean;
  /** Other origins whose pages may embed the page with the prompts. */
  readonly frameAncestors: readonly string[];
}

/** The name of the link method for the account that is signed in in this browser. */
export const bySession = 'session';
/** In characters. Keeps the label within the length that a page accepts. */
const maxNameLength = 100;

type CreatingAttempt = Pick<Attempt, 'linkTo' | 'approvedBy' | 'chatDigits'>;

export interface BindingOptions {
  /**
   * The question that the page shows. On a settings page it has one option only: to link the WeChat
   * user to the account that is signed in.
   * @throws WechatMpLoginError as `requireForLink` on a settings page; `store_unavailable`
   */
  describe(attempt: Attempt, caller: Caller): Promise<Binding>;
  /** Whether there is any option. */
  hasAny(attempt: Attempt): boolean;
  /**
   * A form for a new account needs the chat's digits, unless the person has confirmed or it is their
   * own browser.
   */
  canCreate(attempt: CreatingAttempt): boolean;
  /**
   * The link method of this name.
   * @throws WechatMpLoginError `wrong_state` if nothing can be linked; `invalid_request`
   */
  linkMethod(attempt: Attempt, name: string | undefined): LinkMethod | typeof bySession;
}

export function createBindingOptions(
  config: BindingSettings & Pick<Environment, 'now'>,
  currentSession: CurrentSessionReader,
): BindingOptions {
  const { linkMethods, canLinkSession, frameAncestors, now } = config;

  async function linkableAccount(attempt: Attempt, caller: Caller) {
    if (attempt.linkTo !== undefined) {
      return (await currentSession.requireForLink(attempt, caller)).account;
    }
    const session = canLinkSession ? await currentSession.read(caller) : undefined;
    return session?.confirmed === true ? session.account : undefined;
  }

  return {
    async describe(attempt, caller) {
      const account = await linkableAccount(attempt, caller);
      return {
        result: 'binding',
        chatCode: attempt.chatDigits !== undefined,
        expiresIn: Math.max(0, Math.ceil((attempt.deadlineMs - now()) / 1000)),
        options: [
          ...(canCreate(config, attempt) ? [createOption(config, attempt)] : []),
          ...(canLink(attempt) ? linkOptions(config, attempt, account) : []),
        ],
        ...(frameAncestors.length === 0 ? {} : { frameAncestors }),
      };
    },
    hasAny: (attempt) => canLink(attempt) || canCreate(config, attempt),
    canCreate: (attempt) => canCreate(config, attempt),
    linkMethod(attempt, name) {
      const { linkTo } = attempt;
      if (!canLink(attempt)) throw wrongState();
      if (name === bySession && canLinkSession) return bySession;
      const method = linkMethods.find((each) => each.method === name);
      if (!method || linkTo !== undefined) throw invalid('method');
      return method;
    },
  };
}

/**
 * Whether it can be proven that the WeChat user is the visitor of this page: by the chat's digits, or
 * because WeChat has named the visitor in this very browser.
 */
function canLink({
  approvedBy,
  chatDigits,
}: Pick<CreatingAttempt, 'approvedBy' | 'chatDigits'>): boolean {
  return chatDigits !== undefined || approvedBy === 'authorization';
}

function canCreate(
  { newAccounts, createFields }: BindingSettings,
  attempt: CreatingAttempt,
): boolean {
  const { linkTo, approvedBy } = attempt;
  const isProven = approvedBy === 'confirmation' || canLink(attempt);
  const isPossible = createFields.length === 0 || isProven;
  return linkTo === undefined && newAccounts === 'ask' && isPossible;
}

function createOption({ createFields }: BindingSettings, { lang }: Attempt): BindingOption {
  const fields = localizeFields(createFields, lang);
  return { action: 'create', ...(fields.length === 0 ? {} : { fields }) };
}

function linkOptions(
  config: BindingSettings,
  attempt: Attempt,
  account: HostAccount | undefined,
): readonly BindingOption[] {
  const { lang, linkTo } = attempt;
  const methods = linkTo === undefined ? config.linkMethods : [];
  const isOnlyOption = methods.length === 0 && !canCreate(config, attempt);
  const options = methods.map(({ method, label, fields }): BindingOption => ({
    action: 'link',
    method,
    label: localize(label, lang),
    fields: localizeFields(fields, lang),
  }));
  // If it is the only option, signed-out visitors see it too: choosing it asks them to sign in.
  if (!account && !(config.canLinkSession && isOnlyOption)) return options;
  const label = localize(continueAs(account, lang), lang);
  return [{ action: 'link', method: bySession, label, fields: [] }, ...options];
}

function continueAs(
  account: HostAccount | undefined,
  lang: string | undefined,
): { en: string; zh: string } {
  if (!account) return { en: 'Use the account signed in here', zh: '使用此浏览器中已登录的账号' };
  const name = shorten(visibleAccount(account, lang).name, maxNameLength);
  return { en: `Continue as ${name}`, zh: `继续使用 ${name}` };
}

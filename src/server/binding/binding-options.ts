/** The ways on that a WeChat without an account here is offered: what the page is told of them. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { Binding, BindingOption } from '../../protocol/messages.js';
import type { Attempt } from '../attempts/attempt.js';
import type { Caller } from '../host/caller.js';
import type { Config } from '../check-options.js';
import type { CurrentSessionReader } from '../host/current-session.js';
import { localizeFields } from './fields.js';
import { invalid } from '../base/errors.js';
import type { LinkMethod } from './link-methods.js';
import type { HostAccount } from '../host/host.js';
import { localize } from '../base/localized-text.js';

/** Linking by the account that is signed in in this browser. */
export const bySession = 'session';
/** So that a label stays within what a page reads. */
const maxNameLength = 100;

export class BindingOptions {
  readonly #config: Config;
  readonly #currentSession: CurrentSessionReader;

  constructor(config: Config, currentSession: CurrentSessionReader) {
    this.#config = config;
    this.#currentSession = currentSession;
  }

  /** For a settings page there is nothing to choose: the WeChat is for who is signed in. */
  async describe(attempt: Attempt, caller: Caller): Promise<Binding> {
    const { chatCode, linkTo, deadlineMs } = attempt;
    const session =
      linkTo === undefined
        ? this.#config.canLinkSession && (await this.#currentSession.read(caller))?.account
        : (await this.#currentSession.requireForLink(attempt, caller)).account;
    return {
      result: 'binding',
      chatCode: chatCode !== undefined,
      expiresIn: Math.max(0, Math.ceil((deadlineMs - this.#config.now()) / 1000)),
      options: this.#options(attempt, session || undefined),
    };
  }

  /** Whether there is any way on: without the chat's digits nothing can be linked. */
  hasAny(attempt: Attempt): boolean {
    return attempt.chatCode !== undefined || this.canCreate(attempt);
  }

  canCreate({ linkTo }: Attempt): boolean {
    return linkTo === undefined && this.#config.newAccounts === 'ask';
  }

  /** @throws WechatMpLoginError `wrong_state` where nothing can be linked, `invalid_request` */
  linkMethod(
    { chatCode, linkTo }: Attempt,
    name: string | undefined,
  ): LinkMethod | typeof bySession {
    if (chatCode === undefined) throw new WechatMpLoginError('wrong_state');
    if (name === bySession && this.#config.canLinkSession) return bySession;
    const method = this.#config.linkMethods.find((each) => each.method === name);
    if (!method || linkTo !== undefined) throw invalid('method');
    return method;
  }

  #options(attempt: Attempt, session: HostAccount | undefined): readonly BindingOption[] {
    const { chatCode, lang, linkTo } = attempt;
    const { createFields, linkMethods, canLinkSession } = this.#config;
    const options: BindingOption[] = [];
    if (this.canCreate(attempt)) {
      const fields = localizeFields(createFields, lang);
      options.push({ action: 'create', ...(fields.length === 0 ? {} : { fields }) });
    }
    if (chatCode === undefined) return options;
    const others = linkTo === undefined ? linkMethods : [];
    // Where it is all that there is, it stands also for who has to sign in first, and is told so then.
    if (session || (canLinkSession && options.length + others.length === 0)) {
      const label = localize(continueAs(session), lang);
      options.push({ action: 'link', method: bySession, label, fields: [] });
    }
    for (const { method, label, fields } of others) {
      options.push({
        action: 'link',
        method,
        label: localize(label, lang),
        fields: localizeFields(fields, lang),
      });
    }
    return options;
  }
}

function continueAs(account: HostAccount | undefined): { en: string; zh: string } {
  if (!account) return { en: 'Use the account signed in here', zh: '使用此浏览器中已登录的账号' };
  const name = Array.from(account.name).slice(0, maxNameLength).join('');
  return { en: `Continue as ${name}`, zh: `继续使用 ${name}` };
}

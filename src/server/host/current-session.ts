/** Who is signed in in this browser already, as far as a login has to know. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import { callHost } from './call-host.js';
import type { Attempt } from '../attempts/attempt.js';
import type { Caller } from './caller.js';
import type { Config } from '../check-options.js';
import type { CurrentSession, HostAccount, Sessions } from './host.js';
import { isFresh } from './fresh.js';

export class CurrentSessionReader {
  readonly #config: Config;
  readonly #sessions: Sessions;

  constructor(config: Config, sessions: Sessions) {
    this.#config = config;
    this.#sessions = sessions;
  }

  async read(caller: Caller): Promise<CurrentSession | undefined> {
    return callHost(this.#config.log, 'session_failed', async () =>
      this.#sessions.current?.(caller),
    );
  }

  /** Whoever has proven within five minutes who they are. @throws `reauthentication_required` */
  async requireFresh(caller: Caller): Promise<HostAccount> {
    const session = await this.read(caller);
    if (session && isFresh(session, this.#config.now())) return session.account;
    throw new WechatMpLoginError('reauthentication_required');
  }

  /**
   * The account that this attempt may link by the session: the one that it was made for, else a
   * fresh one. Where nobody is signed in any more, a bind before may have ended the session itself.
   * @throws `session_mismatch`, `reauthentication_required`
   */
  async requireForLink({ linkTo, proven }: Attempt, caller: Caller): Promise<CurrentSession> {
    const session = await this.read(caller);
    const nowMs = this.#config.now();
    if (linkTo !== undefined) {
      const found = session ?? proven;
      if (found?.account.id === linkTo) return found;
      throw new WechatMpLoginError('session_mismatch');
    }
    const found = session ?? proven;
    if (found && isFresh(found, nowMs)) return found;
    throw new WechatMpLoginError('reauthentication_required');
  }
}

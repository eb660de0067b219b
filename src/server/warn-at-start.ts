/** What the log says at start about options that are allowed, and rarely wanted. */
import type { CheckedOptions } from './options/check-options.js';
import type { AnyOptions } from './options/options.js';

export function warnAtStart(options: AnyOptions, checked: CheckedOptions): void {
  const { log, officialAccounts } = checked;
  if (checked.callbackProblem !== undefined) {
    log('warn', 'callback_url_refused', { meaning: checked.callbackProblem });
  }
  if (checked.newAccounts === 'create' && !options.newAccounts) {
    log('warn', 'new_accounts_create', {
      meaning:
        '`accounts.link` is missing, so everybody who is new gets an account without being asked. To let ' +
        'people link an account that they have, add `accounts.link` and a link method. To keep it as it ' +
        "is, set `newAccounts: 'create'`, and this line disappears.",
    });
  }
  if (checked.confirm === 'none') {
    log('warn', 'confirm_none', {
      meaning:
        'The chat asks for no confirmation: scanning signs in. Anyone who tricks somebody into ' +
        'scanning their QR code is signed in as that person. Leave `confirm` out, and the chat asks.',
    });
  }
  if (typeof options.sessions.end !== 'function') {
    log('warn', 'not_me_limited', {
      meaning:
        '`sessions.end` is missing, so "Not me" in the chat stops a login only until it is completed. Add ' +
        '`end(login)`, and it ends the sessions of a login for 24 hours.',
    });
  }
  for (const { wechat, named } of officialAccounts) {
    if (wechat.mode !== 'plain') continue;
    log('warn', 'plain_mode', {
      ...named,
      meaning:
        'Pushes are not encrypted: the Token alone proves that they come from WeChat. Anyone who learns it, ' +
        'or sees one push, can sign in as anybody. Use plain mode for a test account only.',
    });
  }
}

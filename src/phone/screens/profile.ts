/** The profile of the official account, where people follow and unfollow it. */
import type { ShownAccount } from '../connection.js';
import { avatar, h } from '../dom.js';
import { report } from '../report.js';
import type { Texts } from '../texts.js';
import { iconButton, topBar, wideButton } from './parts.js';
import { screenFor } from './scan/scan-result.js';
import type { ScreenContext } from './screen.js';

/** The profile that a scan has opened. The account does not know of the scan yet. */
export function profile(
  context: ScreenContext,
  account: ShownAccount,
  scanId: string,
): HTMLElement {
  const { texts, connection, person, signal } = context;
  const follow = wideButton('primary', texts.follow, () => {
    if (!markBusy(follow)) return;
    void screenFor(context, connection.follow(person.id, scanId)).then((screen) => {
      if (!signal.aborted) context.show(screen);
    });
  });
  const cancel = wideButton('quiet', texts.cancel, () => context.show({ type: 'home' }));
  return h(
    'section',
    { class: 'view profile' },
    h('div', { class: 'scroll' }, card(account, texts, texts.followHint)),
    h('footer', { class: 'dock' }, follow, cancel),
  );
}

/** The profile that the chat leads to. */
export function followedProfile(context: ScreenContext, account: ShownAccount): HTMLElement {
  const { texts, connection, person } = context;
  const toChat = () => context.show({ type: 'chat', account });
  const unfollow = wideButton('quiet danger', texts.unfollow, () => {
    if (!markBusy(unfollow)) return;
    connection.unfollow(person.id).then(
      () => {
        context.setContact(undefined);
        context.announce(texts.unfollowed);
        context.show({ type: 'home' });
      },
      (error: unknown) => {
        report(error);
        context.show({ type: 'notice', kind: 'failed' });
      },
    );
  });
  return h(
    'section',
    { class: 'view profile' },
    topBar(iconButton('back', texts.back, toChat)),
    h('div', { class: 'scroll' }, card(account, texts, texts.following)),
    h('footer', { class: 'dock' }, wideButton('primary', texts.openChat, toChat), unfollow),
  );
}

function card(account: ShownAccount, texts: Texts, note: string): HTMLElement {
  return h(
    'div',
    { class: 'card' },
    avatar('account', account.name, account.avatar),
    h('h2', {}, account.name),
    h('p', { class: 'kind' }, texts.kinds[account.kind]),
    h('p', { class: 'about' }, texts.description),
    h('p', { class: 'note' }, note),
  );
}

/**
 * Returns false if the button is busy already. It is not disabled, because a disabled button would
 * lose the focus before the next screen can take it.
 */
function markBusy(button: HTMLButtonElement): boolean {
  if (button.getAttribute('aria-disabled') === 'true') return false;
  button.setAttribute('aria-disabled', 'true');
  button.classList.add('busy');
  return true;
}

/** The official account: to follow it before, to leave it after. */
import { avatar, h, icon } from '../dom.js';
import type { ShownAccount } from '../connection.js';
import { names, type Texts } from '../texts.js';
import { screenFor } from './scan-result.js';
import type { ScreenContext } from './screen.js';

/** Reached by a scan: nothing has been told to the account yet. */
export function profile(
  context: ScreenContext,
  account: ShownAccount,
  scanId: string,
): HTMLElement {
  const { t } = context;
  const follow = h(
    'button',
    { type: 'button', class: 'primary', 'aria-label': names.follow },
    t.follow,
  );
  follow.addEventListener('click', () => {
    if (!once(follow)) return;
    void screenFor(context, context.connection.follow(context.person.id, scanId)).then((screen) => {
      if (!context.signal.aborted) context.show(screen);
    });
  });
  const cancel = h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      'aria-label': names.cancel,
      click: () => context.show({ type: 'home' }),
    },
    t.cancel,
  );
  return h(
    'section',
    { class: 'view profile' },
    h('div', { class: 'scroll' }, card(account, t, t.followHint)),
    h('footer', { class: 'dock' }, follow, cancel),
  );
}

/** Reached from the chat. */
export function followedProfile(context: ScreenContext, account: ShownAccount): HTMLElement {
  const { t } = context;
  const toChat = () => context.show({ type: 'chat', account });
  const unfollow = h(
    'button',
    { type: 'button', class: 'quiet danger', 'aria-label': names.unfollow },
    t.unfollow,
  );
  unfollow.addEventListener('click', () => {
    if (!once(unfollow)) return;
    context.connection.unfollow(context.person.id).then(
      () => {
        context.keep(undefined);
        context.announce(t.unfollowed);
        context.show({ type: 'home' });
      },
      () => context.show({ type: 'notice', kind: 'failed' }),
    );
  });
  return h(
    'section',
    { class: 'view profile' },
    h(
      'header',
      { class: 'bar' },
      h(
        'button',
        { type: 'button', class: 'round', 'aria-label': names.back, click: toChat },
        icon('back'),
      ),
    ),
    h('div', { class: 'scroll' }, card(account, t, t.following)),
    h(
      'footer',
      { class: 'dock' },
      h(
        'button',
        { type: 'button', class: 'primary', 'aria-label': names.openChat, click: toChat },
        t.openChat,
      ),
      unfollow,
    ),
  );
}

function card(account: ShownAccount, t: Texts, note: string): HTMLElement {
  return h(
    'div',
    { class: 'card' },
    avatar('account', account.name, account.avatar),
    h('h2', {}, account.name),
    h('p', { class: 'kind' }, t.kinds[account.kind]),
    h('p', { class: 'about' }, t.description),
    h('p', { class: 'note' }, note),
  );
}

/** Busy, not disabled: a disabled button would lose the focus before the next screen can take it. */
function once(button: HTMLButtonElement): boolean {
  if (button.getAttribute('aria-disabled') === 'true') return false;
  button.setAttribute('aria-disabled', 'true');
  button.classList.add('busy');
  return true;
}

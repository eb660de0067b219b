/** The official account: to follow it before, to leave it after. */
import { avatar, h, icon } from '../dom.js';
import type { ShownAccount } from '../link.js';
import { names, type Texts } from '../texts.js';
import { screenFor } from './scan-result.js';
import type { Stage } from './stage.js';

/** Reached by a scan: nothing has been told to the account yet. */
export function profile(stage: Stage, account: ShownAccount, scanId: string): HTMLElement {
  const { t } = stage;
  const follow = h(
    'button',
    { type: 'button', class: 'primary', 'aria-label': names.follow },
    t.follow,
  );
  follow.addEventListener('click', () => {
    if (!once(follow)) return;
    void screenFor(stage, stage.link.follow(stage.person.id, scanId)).then((screen) => {
      if (!stage.signal.aborted) stage.show(screen);
    });
  });
  const cancel = h(
    'button',
    {
      type: 'button',
      class: 'quiet',
      'aria-label': names.cancel,
      click: () => stage.show({ type: 'home' }),
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
export function followedProfile(stage: Stage, account: ShownAccount): HTMLElement {
  const { t } = stage;
  const toChat = () => stage.show({ type: 'chat', account });
  const unfollow = h(
    'button',
    { type: 'button', class: 'quiet danger', 'aria-label': names.unfollow },
    t.unfollow,
  );
  unfollow.addEventListener('click', () => {
    if (!once(unfollow)) return;
    stage.link.unfollow(stage.person.id).then(
      () => {
        stage.keep(undefined);
        stage.announce(t.unfollowed);
        stage.show({ type: 'home' });
      },
      () => stage.show({ type: 'notice', kind: 'failed' }),
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

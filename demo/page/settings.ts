/** The settings page: the list follows what is linked, and an old session is asked to sign in again. */
import 'wechat-mp-login/identities';
import 'wechat-mp-login';

const list = document.querySelector('wechat-mp-identities');
const again = document.querySelector<HTMLElement>('#again');

/** Shows the two ways to sign in once more, where the person cannot miss them. */
function askAgain(): void {
  if (!again) return;
  again.hidden = false;
  again.querySelector('h2')?.focus();
}

function ifAskedFor({ code }: { readonly code: string }): void {
  if (code === 'reauthentication_required') askAgain();
}

list?.addEventListener('wechat-mp-identities-error', ifAskedFor);
for (const tag of document.querySelectorAll('wechat-mp-login')) {
  tag.addEventListener('wechat-mp-login-error', ifAskedFor);
  tag.addEventListener('wechat-mp-login-success', () => list?.refresh());
}

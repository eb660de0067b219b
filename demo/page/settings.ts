/** The settings page: updates the list after linking, and asks for a fresh sign-in if one is needed. */
import 'wechat-mp-login';
import 'wechat-mp-login/identities';

const list = document.querySelector('wechat-mp-identities');
const again = document.querySelector<HTMLElement>('#again');

/** Shows the two ways to sign in again, and moves the focus there. */
function askToSignInAgain(): void {
  if (!again) return;
  again.hidden = false;
  again.querySelector('h2')?.focus();
}

function handleError({ code }: { readonly code: string }): void {
  if (code === 'reauthentication_required' || code === 'confirmation_required') askToSignInAgain();
}

list?.addEventListener('wechat-mp-identities-error', handleError);
for (const tag of document.querySelectorAll('wechat-mp-login')) {
  tag.addEventListener('wechat-mp-login-error', handleError);
  tag.addEventListener('wechat-mp-login-success', () => list?.refresh());
}

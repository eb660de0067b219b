/** Names that the samples for pages use without declaring them: the tags on the page. */
import type {} from 'wechat-mp-login';
import type {} from 'wechat-mp-login/button';
import type {} from 'wechat-mp-login/identities';

function find<Name extends keyof HTMLElementTagNameMap>(name: Name): HTMLElementTagNameMap[Name] {
  return document.querySelector(name) ?? document.createElement(name);
}

export const login = find('wechat-mp-login');
export const button = find('wechat-mp-login-button');
export const identities = find('wechat-mp-identities');

/** Asks the visitor to sign in again before a change to their account. */
export function askToSignInAgain(): void {
  login.start();
}

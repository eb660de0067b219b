/** An ordinary sign-in form, so that visitors can sign in without WeChat, too. */
import { html, raw } from 'hono/html';
import { address, renderPage, type Markup } from './layout.js';
import { texts, type Lang, type Texts } from './texts.js';
import { tryIt } from './try-it.js';

export type PasswordProblem =
  | { readonly type: 'wrong' | 'elsewhere' | 'busy' }
  | { readonly type: 'tooMany'; readonly minutes: number };

export interface PasswordOptions {
  readonly lang: Lang;
  /** The path to go to afterwards. */
  readonly returnTo: string;
  /** Whether somebody is signed in already and has to sign in once more. */
  readonly isReauthentication: boolean;
  /** Whether verification codes can arrive on a simulated phone. */
  readonly hasPhone: boolean;
  /** The address that was sent, for the visitor to correct. */
  readonly email?: string | undefined;
  readonly problem?: PasswordProblem | undefined;
}

export function renderPassword(options: PasswordOptions) {
  const { lang, returnTo, isReauthentication, hasPhone } = options;
  const t = texts[lang];
  const path = returnTo === '/' ? '/password' : `/password?return=${encodeURIComponent(returnTo)}`;
  const scanPath = returnTo === '/' ? '/' : `/?again=${encodeURIComponent(returnTo)}`;
  return renderPage({
    lang,
    path,
    title: t.title,
    hasPhone: false,
    content: html`<section class="panel" aria-label="${t.title}">
      <div class="card">
        <h1 class="page-title">${isReauthentication ? t.again : t.passwordTitle}</h1>
        ${isReauthentication ? html`<p class="soft lead">${t.againWhy}</p>` : ''}
        ${passwordForm(options, address(path, lang))}
        <a class="quiet" href="${address(scanPath, lang)}">${t.withWechat}</a>
      </div>
      ${tryIt(lang, hasPhone)}
    </section>`,
  });
}

function passwordForm({ lang, email = '', problem }: PasswordOptions, action: string): Markup {
  const t = texts[lang];
  const isRefused = problem?.type === 'wrong';
  return html`<form method="post" action="${action}" class="fields">
    ${problem ? html`<p id="problem" class="bad" role="alert">${problemText(problem, t)}</p>` : ''}
    <label for="email">${t.email}</label>
    <input
      id="email"
      name="email"
      type="email"
      value="${email}"
      maxlength="200"
      autocomplete="username"
      required
      ${isRefused ? raw('aria-invalid="true" aria-describedby="problem"') : ''}
    />
    <label for="password">${t.password}</label>
    <input
      id="password"
      name="password"
      type="password"
      maxlength="200"
      autocomplete="current-password"
      required
      ${isRefused ? raw('aria-invalid="true" aria-describedby="problem" autofocus') : ''}
    />
    <button>${t.signIn}</button>
  </form>`;
}

function problemText(problem: PasswordProblem, t: Texts): string {
  return problem.type === 'tooMany' ? t.tooMany(problem.minutes) : t[problem.type];
}

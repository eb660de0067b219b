/** An ordinary form, so that a browser can be signed in without a WeChat. */
import { html, raw } from 'hono/html';
import { address, renderPage } from './layout.js';
import { tryIt } from './try-it.js';
import { words, type Lang } from './texts.js';

export type PasswordProblem =
  { readonly type: 'wrong' | 'elsewhere' } | { readonly type: 'tooMany'; readonly minutes: number };

export interface PasswordOptions {
  readonly lang: Lang;
  /** Path to go to afterwards. */
  readonly returnTo: string;
  /** Whether somebody is signed in, and shows once more who they are. */
  readonly again: boolean;
  /** Whether codes can arrive on a phone. */
  readonly phone: boolean;
  /** What was sent, to be mended. */
  readonly email?: string | undefined;
  readonly problem?: PasswordProblem | undefined;
}

export function renderPassword(options: PasswordOptions) {
  const { lang, returnTo, again, phone, email = '', problem } = options;
  const t = words[lang];
  const here = returnTo === '/' ? '/password' : `/password?return=${encodeURIComponent(returnTo)}`;
  const byScan = returnTo === '/' ? '/' : `/?again=${encodeURIComponent(returnTo)}`;
  const refused = problem?.type === 'wrong';
  return renderPage({
    lang,
    here,
    title: t.title,
    phone: false,
    content: html`<section class="door" aria-label="${t.title}">
      <div class="card">
        <h1 class="page-title">${again ? t.again : t.passwordTitle}</h1>
        ${again ? html`<p class="soft lead">${t.againWhy}</p>` : ''}
        <form method="post" action="${address(here, lang)}" class="fields">
          ${
            problem
              ? html`<p id="problem" class="bad" role="alert">
                  ${problem.type === 'tooMany' ? t.tooMany(problem.minutes) : t[problem.type]}
                </p>`
              : ''
          }
          <label for="email">${t.email}</label>
          <input
            id="email"
            name="email"
            type="email"
            value="${email}"
            maxlength="200"
            autocomplete="username"
            required
            ${refused ? raw('aria-invalid="true" aria-describedby="problem"') : ''}
          />
          <label for="password">${t.password}</label>
          <input
            id="password"
            name="password"
            type="password"
            maxlength="200"
            autocomplete="current-password"
            required
            ${refused ? raw('aria-invalid="true" aria-describedby="problem" autofocus') : ''}
          />
          <button>${t.signIn}</button>
        </form>
        <a class="quiet" href="${address(byScan, lang)}">${t.withWechat}</a>
      </div>
      ${tryIt(lang, phone)}
    </section>`,
  });
}

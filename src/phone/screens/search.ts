/**
 * Finds the account by its name, for people who have nothing to scan. An address opens a page, and so
 * does the button for the page on which the phone stands.
 */
import { h, icon } from '../dom.js';
import { iconButton, topBar, wideButton } from './parts.js';
import { screenFor } from './scan/scan-result.js';
import type { ScreenContext } from './screen.js';

export function search(context: ScreenContext): HTMLElement {
  const { texts, connection, person, signal, openPage } = context;
  const note = h('p', { class: 'empty-note' });
  const field = h('input', {
    class: 'field',
    type: 'search',
    'aria-label': texts.accountName,
    placeholder: texts.accountName,
    autocomplete: 'off',
    enterkeyhint: 'search',
    maxlength: '100',
  });
  const find = h(
    'button',
    { type: 'submit', class: 'round send', 'aria-label': texts.search },
    icon('search'),
  );
  const form = h('form', { class: 'compose' }, field, find);

  async function look(text: string): Promise<void> {
    note.textContent = '';
    const next = await screenFor(context, connection.search(person.id, text));
    if (signal.aborted) return;
    if (next.type !== 'notice' || next.kind !== 'unknown') {
      context.show(next);
      return;
    }
    note.textContent = texts.notFound;
    context.announce(texts.notFound);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (openPage && /^https?:\/\//i.test(text) && URL.canParse(text)) openPage(text);
    else if (text) void look(text);
  });
  return h(
    'section',
    { class: 'view search' },
    topBar(
      iconButton('back', texts.back, () => context.show({ type: 'home' })),
      h('h2', {}, texts.search),
    ),
    form,
    h('div', { class: 'scroll' }, note),
    openPage &&
      h(
        'footer',
        { class: 'dock' },
        wideButton('quiet', texts.openThisPage, () => openPage(location.href)),
      ),
  );
}

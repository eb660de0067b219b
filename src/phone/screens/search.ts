/**
 * Finds the account by its name, for people who have nothing to scan. An address opens a page, and so
 * does the button for the page on which the phone stands.
 */
import { h } from '../dom.js';
import { fieldForm, iconButton, topBar, wideButton } from './parts.js';
import { screenFor } from './scan/scan-result.js';
import type { ScreenContext } from './screen.js';

export function search(context: ScreenContext): HTMLElement {
  const { texts, connection, person, signal, openPage } = context;
  const note = h('p', { class: 'empty-note' });
  const form = fieldForm(
    { label: texts.accountName, maxLength: 100, action: 'search', actionLabel: texts.search },
    (text) => {
      if (openPage && /^https?:\/\//i.test(text) && URL.canParse(text)) openPage(text);
      else void look(text);
    },
  );

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

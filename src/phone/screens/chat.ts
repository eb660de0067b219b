/** The chat with the account: its messages, and a field to write in. */
import type { ShownAccount } from '../connection.js';
import { h } from '../dom.js';
import { report } from '../report.js';
import { pause } from '../wait.js';
import { createChatLog } from './chat-log.js';
import { fieldForm, iconButton, topBar } from './parts.js';
import type { ScreenContext } from './screen.js';

/** A passive reply arrives within 5 seconds or not at all, and most arrive at once. */
const maxLooks = 14;
const betweenLooksMs = 250;

export function chat(context: ScreenContext, account: ShownAccount): HTMLElement {
  const { connection, person, signal, texts } = context;
  const isLeft = (): boolean => signal.aborted;
  const log = createChatLog(context, account, (href) => {
    if (/^https?:/i.test(href)) context.openPage?.(href);
    else void act(connection.tap(person.id, href));
  });
  const form = fieldForm(
    { label: texts.message, maxLength: 600, action: 'send', actionLabel: texts.send },
    (text, field) => {
      field.value = '';
      void act(connection.send(person.id, text));
    },
  );

  async function act(action: Promise<unknown>): Promise<void> {
    try {
      await action;
      await watch();
    } catch (error) {
      report(error);
      if (!isLeft()) context.show({ type: 'notice', kind: 'failed' });
    }
  }

  /** Looks for new messages until the account has sent one, or for about 3.5 seconds. */
  async function watch(): Promise<void> {
    for (let looks = 0; looks < maxLooks && !isLeft(); looks++) {
      const before = log.count();
      const messages = await connection.chat(person.id);
      if (isLeft()) return;
      log.update(messages);
      const isAnswered = log.count() > before && messages.at(-1)?.from === 'account';
      if (before >= 0 && isAnswered) return;
      await pause(betweenLooksMs, signal);
    }
  }

  void act(Promise.resolve());
  return h(
    'section',
    { class: 'view chat' },
    topBar(
      iconButton('back', texts.back, () => context.show({ type: 'home' })),
      h('h2', {}, account.name),
      iconButton('more', texts.account, () => context.show({ type: 'account', account })),
    ),
    log.element,
    form,
  );
}

/** Parts that several screens have: buttons, and the bar at the top. */
import { h, icon, type IconName } from '../dom.js';

/** A round button with an icon. */
export function iconButton(name: IconName, label: string, onClick: () => void): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', class: 'round', 'aria-label': label, click: onClick },
    icon(name),
  );
}

/**
 * A button over the full width.
 * @param look its classes: `primary`, `quiet`, `quiet danger`
 */
export function wideButton(
  look: string,
  label: string,
  onClick: () => void,
  picture?: SVGElement,
): HTMLButtonElement {
  return h('button', { type: 'button', class: look, click: onClick }, picture, label);
}

/**
 * A screen that says one thing, with buttons below.
 * @param texts a title, and what to do
 */
export function noticeScreen(
  picture: IconName,
  [title, hint]: readonly [string, string],
  buttons: readonly HTMLElement[],
): HTMLElement {
  return h(
    'section',
    { class: 'view notice' },
    h(
      'div',
      { class: 'scroll' },
      h(
        'div',
        { class: 'card' },
        h('span', { class: 'badge', 'aria-hidden': 'true' }, icon(picture)),
        h('h2', {}, title),
        h('p', { class: 'about' }, hint),
      ),
    ),
    buttons.length > 0 && h('footer', { class: 'dock' }, ...buttons),
  );
}

/** What a form of one field says. */
interface FieldForm {
  readonly label: string;
  readonly maxLength: number;
  /** The icon of the button, and of the return key of a keyboard on the screen. */
  readonly action: 'send' | 'search';
  readonly actionLabel: string;
}

/** A form of one field with a round button. */
export function fieldForm(
  { label, maxLength, action, actionLabel }: FieldForm,
  onSubmit: (text: string, field: HTMLInputElement) => void,
): HTMLFormElement {
  const field = h('input', {
    class: 'field',
    type: action === 'search' ? 'search' : 'text',
    'aria-label': label,
    placeholder: label,
    autocomplete: 'off',
    enterkeyhint: action,
    maxlength: String(maxLength),
  });
  const button = h(
    'button',
    { type: 'submit', class: 'round send', 'aria-label': actionLabel },
    icon(action),
  );
  const form = h('form', { class: 'compose' }, field, button);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text) onSubmit(text, field);
  });
  return form;
}

/** The bar at the top of a screen. */
export function topBar(...parts: readonly HTMLElement[]): HTMLElement {
  return h('header', { class: 'bar' }, ...parts);
}

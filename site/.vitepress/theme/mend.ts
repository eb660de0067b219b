/** What the theme says in English only, by where it stands. */
const chinese: readonly (readonly [selector: string, text: string])[] = [
  ['.VPNavBarHamburger', '菜单'],
  ['.VPNavBarExtra > .button', '更多'],
  ['#main-nav-aria-label', '主导航'],
  ['#sidebar-aria-label', '目录'],
  ['#doc-footer-aria-label', '前后页'],
];

/** Puts right what the theme gets wrong for screen readers and the keyboard, after each page is drawn. */
export function mendMarkup(isChinese: boolean): void {
  // The theme has no landmark for the content of a first page.
  document.querySelector('#VPContent.is-home')?.setAttribute('role', 'main');
  // The title of a group does nothing, but counts as a button.
  for (const title of document.querySelectorAll('.VPSidebarItem:not(.collapsible) > .item[role]')) {
    title.removeAttribute('role');
    title.removeAttribute('tabindex');
  }
  if (!isChinese) return;
  for (const [selector, text] of chinese) {
    const element = document.querySelector(selector);
    if (element?.hasAttribute('aria-label')) element.setAttribute('aria-label', text);
    else if (element) element.textContent = text;
  }
}

/** The menu of a narrow screen closes like the contents beside it. */
export function closeMenuOnEscape(): void {
  addEventListener('keydown', ({ key }) => {
    const button = document.querySelector<HTMLElement>('.VPNavBarHamburger[aria-expanded="true"]');
    if (key !== 'Escape' || button === null) return;
    button.click();
    button.focus();
  });
}

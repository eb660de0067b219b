/** What the theme leaves out when it writes a page as HTML, and puts right only in the browser, where it jumps. */

/** The bar above the page has its place from the start. */
export function placeBar(html: string): string {
  const place = html.includes('class="VPSidebar"')
    ? 'has-sidebar top'
    : html.includes('VPContent is-home')
      ? 'home top'
      : 'top';
  return html.replace('class="VPNavBar"', `class="VPNavBar ${place}"`);
}

/** Files of the repository have no Chinese page: from there, the choice of language leads to the first page. */
export function leaveFiles(html: string, base: string): string {
  return html.replaceAll(/href="[^"]*\/zh\/files\/[^"]*"/g, `href="${base}zh/"`);
}

/** Without JavaScript, what needs it is not shown, and the contents of the site stand below the page. */
export const withoutScript = `
.live-login, .live-controls, .VPNavBarSearch, .VPNavBarAppearance, .VPNavBarExtra, .VPNavBarHamburger,
.VPLocalNav, button.copy { display: none !important; }
@media (max-width: 959px) {
  .VPSidebar { position: static !important; visibility: visible !important; opacity: 1 !important;
    transform: none !important; width: auto !important; max-width: none !important; }
  .VPNavBarTranslations { display: flex !important; }
  .Layout { display: flex; flex-direction: column; }
  .VPSidebar { order: 2; }
}`;

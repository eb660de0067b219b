import type { Router } from 'vitepress';

/** The path of a page without its language, so that it is the same in both. */
export function withoutLanguage(path: string, base: string): string {
  return path.slice(base.length).replace(/^zh\//, '');
}

/** The anchor of the heading above what the reader sees; none at the start of a page. */
function headingInView(): string {
  const below = document.querySelector('.VPLocalNav')?.getBoundingClientRect().bottom ?? 0;
  const limit = Math.max(below, 64) + 120;
  const heading = [...document.querySelectorAll('.vp-doc :is(h1, h2, h3, h4)[id]')].findLast(
    (element) => element.getBoundingClientRect().top < limit,
  );
  return heading === undefined || heading.tagName === 'H1' ? '' : `#${heading.id}`;
}

/** A change of language leads to the same heading of the same page. The headings have the anchors of both. */
export function keepHeading(router: Router, base: () => string): void {
  router.onBeforeRouteChange = (to) => {
    const target = new URL(to, location.href);
    if (target.pathname === location.pathname) return true;
    if (withoutLanguage(target.pathname, base()) !== withoutLanguage(location.pathname, base()))
      return true;
    // Files of the repository have no Chinese page.
    const isFile = target.pathname.startsWith(`${base()}zh/files/`);
    const place = isFile ? `${base()}zh/` : target.pathname + headingInView();
    if (place === target.pathname + target.hash) return true;
    void router.go(place);
    return false;
  };
}

/** Makes media queries match, in engines whose drivers cannot emulate a visitor's preferences. */

/** All media rules among these, nested ones included. */
function* mediaRules(rules: CSSRuleList): Generator<CSSMediaRule> {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) yield rule;
    if ('cssRules' in rule) yield* mediaRules(rule.cssRules as CSSRuleList);
  }
}

/**
 * Runs `act` while a media query matches, for the styles of these elements and for scripts.
 * @param query as it is written in the styles, such as `(prefers-reduced-motion)`
 * @throws {Error} if no style contains the query
 */
export async function withMedia(
  query: string,
  elements: readonly (CustomElementConstructor & { elementStyles: readonly unknown[] })[],
  act: () => Promise<void>,
): Promise<void> {
  const matchMedia = window.matchMedia.bind(window);
  const sheets = elements.flatMap(({ elementStyles }) =>
    (elementStyles as { styleSheet?: CSSStyleSheet }[]).flatMap(
      ({ styleSheet }) => styleSheet ?? [],
    ),
  );
  const rules = sheets
    .flatMap(({ cssRules }) => [...mediaRules(cssRules)])
    .filter(({ media }) => media.mediaText === query);
  if (rules.length === 0) throw new Error(`No style contains ${query}.`);
  window.matchMedia = (media) => matchMedia(media === query ? 'all' : media);
  for (const { media } of rules) media.mediaText = 'all';
  try {
    await act();
  } finally {
    window.matchMedia = matchMedia;
    for (const { media } of rules) media.mediaText = query;
  }
}

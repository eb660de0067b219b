/** Media queries that hold, in engines whose drivers cannot pretend what a person prefers. */

/** All that these rules hold, rules in rules too. */
function* mediaRules(rules: CSSRuleList): Generator<CSSMediaRule> {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) yield rule;
    if ('cssRules' in rule) yield* mediaRules(rule.cssRules as CSSRuleList);
  }
}

/**
 * Does something while this query holds for the styles of these elements, each with its own, and for
 * scripts that ask.
 * @param query as it stands there, `(prefers-reduced-motion)`
 */
export async function whereMedia(
  query: string,
  elements: readonly (CustomElementConstructor & { elementStyles: readonly unknown[] })[],
  act: () => Promise<void>,
): Promise<void> {
  const ask = window.matchMedia.bind(window);
  const sheets = elements.flatMap(({ elementStyles }) =>
    (elementStyles as { styleSheet?: CSSStyleSheet }[]).flatMap(
      ({ styleSheet }) => styleSheet ?? [],
    ),
  );
  const rules = sheets
    .flatMap(({ cssRules }) => [...mediaRules(cssRules)])
    .filter(({ media }) => media.mediaText === query);
  if (rules.length === 0) throw new Error(`no style asks for ${query}`);
  window.matchMedia = (asked) => ask(asked === query ? 'all' : asked);
  for (const { media } of rules) media.mediaText = 'all';
  try {
    await act();
  } finally {
    window.matchMedia = ask;
    for (const { media } of rules) media.mediaText = query;
  }
}

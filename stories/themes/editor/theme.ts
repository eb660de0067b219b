/** A theme as the editor keeps it: read from a style sheet, and printed as one. */

/** The value of a custom property in each scheme. Only colours may differ. */
export interface Value {
  readonly light: string;
  readonly dark: string;
}

export interface Theme {
  /** By the name of the custom property. A property without a value has its default. */
  readonly values: ReadonlyMap<string, Value>;
  /** The theme's rules for parts, which the editor keeps as they are. */
  readonly rest: readonly string[];
}

export const noTheme: Theme = { values: new Map(), rest: [] };

const prefix = '--wechat-mp-';
const everyTag = ':where(wechat-mp-login, wechat-mp-login-button, wechat-mp-identities)';
const colouredButton = ":where(wechat-mp-login-button:not([look='neutral']))";

/** The neutral look of the button has colours of its own. */
const isOfColouredButton = (name: string): boolean =>
  /^--wechat-mp-button-(background|color|border)$/.test(name);

/** Splits a list at the commas that are in no brackets. */
function split(list: string): string[] {
  const parts: string[] = [];
  let part = '';
  let depth = 0;
  for (const sign of list) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (sign === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += sign;
  }
  return [...parts, part.trim()];
}

/** What a colour is in each scheme: the two of light-dark(), or the one. */
function valueOf(css: string): Value {
  const inside = /^light-dark\((.*)\)$/s.exec(css.trim())?.[1]?.trim();
  const pair = inside && (/^var\(--unset\s*,(.*)\)$/s.exec(inside)?.[1] ?? inside);
  const [light = css.trim(), dark = light] = pair ? split(pair) : [];
  return { light, dark };
}

function* styleRules(rules: CSSRuleList): Generator<CSSStyleRule> {
  for (const rule of rules) {
    if (rule instanceof CSSStyleRule) yield rule;
    else if (rule instanceof CSSGroupingRule) yield* styleRules(rule.cssRules);
  }
}

/** Reads the custom properties that a style sheet sets, and keeps its rules for parts. */
export function readTheme(css: string): Theme {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  const values = new Map<string, Value>();
  const rest: string[] = [];
  for (const { style, selectorText, cssText } of styleRules(sheet.cssRules)) {
    for (const name of style) {
      if (name.startsWith(prefix)) values.set(name, valueOf(style.getPropertyValue(name)));
    }
    if (selectorText.includes('::part(')) rest.push(cssText);
  }
  return { values, rest };
}

function print({ light, dark }: Value): string {
  return light === dark ? light : `light-dark(var(--unset, ${light}, ${dark}))`;
}

function rule(selector: string, values: readonly (readonly [string, Value])[]): string[] {
  if (values.length === 0) return [];
  const lines = values.map(([name, value]) => `  ${name}: ${print(value)};`);
  return [`${selector} {\n${lines.join('\n')}\n}`];
}

/** Only what differs from the defaults is printed. */
export function printTheme({ values, rest }: Theme): string {
  const all = [...values];
  const rules = [
    ...rule(
      everyTag,
      all.filter(([name]) => !isOfColouredButton(name)),
    ),
    ...rule(
      colouredButton,
      all.filter(([name]) => isOfColouredButton(name)),
    ),
    ...rest,
  ].join('\n\n');
  if (!rules.includes('light-dark(')) return rules && `${rules}\n`;
  const indented = rules.replace(/^(?=.)/gm, '  ');
  return `/* Bundlers leave this light-dark() alone: --unset is never set, and its fallback is the pair. */
@supports (color: light-dark(red, red)) {
${indented}
}
`;
}

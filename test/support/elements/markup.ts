/** Markup of a test, parsed as the markup of a page is. The pages of tests require Trusted Types. */
import { fixture, html } from '@open-wc/testing';

declare global {
  /** How many violations of the Content Security Policy the test wants: others fail it. */
  var expectedViolations: number;
  var failOnViolation: (event: SecurityPolicyViolationEvent) => void;
}

/** Part of https://www.w3.org/TR/trusted-types/, which TypeScript does not know and not every browser has. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string },
  ): { createHTML(text: string): string };
}

const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
const policy = trustedTypes?.createPolicy('test-markup', { createHTML: (text) => text });

/** The text as a value that `innerHTML` and `srcdoc` take. */
export const trusted = (markup: string): string => policy?.createHTML(markup) ?? markup;

/** Puts this markup on the page for the time of the test, and returns its first element. */
export async function markupFixture<T extends Element>(markup: string): Promise<T> {
  const box = await fixture<HTMLElement>(html`<div></div>`);
  box.innerHTML = trusted(markup);
  const element = box.firstElementChild as T & { readonly updateComplete?: Promise<unknown> };
  await element.updateComplete;
  return element;
}

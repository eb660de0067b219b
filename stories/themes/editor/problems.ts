/** What is wrong with a theme: texts, icons and borders that are hard to see in the preview. */
import { paintedIn, ratioOf } from '../../support/contrasts.js';
import { schemes } from './preview.js';
import type { Scheme } from './preview.js';

export interface Problem {
  readonly scheme: Scheme;
  /** Empty for icons, outlines and borders. */
  readonly text: string;
  readonly ratio: string;
  /** The least of WCAG 2.2: 1.4.3 for texts, 1.4.11 for the rest. */
  readonly least: string;
}

const minOfText = 4.5;
const minOfGraphics = 3;
const cards = ':is(wechat-mp-login, wechat-mp-login-button, wechat-mp-identities)';

/** Rounded down: 4.46 is not enough. */
const written = (ratio: number): string => (Math.floor(ratio * 10) / 10).toFixed(1);

function problemsOf(scheme: Scheme, ofControls: boolean): Problem[] {
  const least = ofControls ? minOfGraphics : minOfText;
  const selector = `theme-editor .scheme.${scheme} > ${cards}`;
  return paintedIn({ selector, ofControls })
    .filter((painted) => ratioOf(painted) < least)
    .map((painted) => ({
      scheme,
      text: ofControls ? '' : painted.text,
      ratio: written(ratioOf(painted)),
      least: String(least),
    }));
}

/** The same problem of several cards is listed once; the worst come first. */
export function problemsInPreview(): readonly Problem[] {
  const all = schemes.flatMap((scheme) => [
    ...problemsOf(scheme, false),
    ...problemsOf(scheme, true),
  ]);
  const once = new Map(all.map((each) => [JSON.stringify(each), each]));
  return [...once.values()].sort((one, other) => Number(one.ratio) - Number(other.ratio));
}

/** Whether the tag has refused the colours of the QR code and draws it in black. */
export function isCodeRefused(root: ParentNode, wanted: string | undefined): boolean {
  const tile = root.querySelector('wechat-mp-login')?.shadowRoot?.querySelector('wechat-mp-qr');
  const code = tile?.shadowRoot?.querySelector('.code');
  if (!code || wanted === undefined) return false;
  return getComputedStyle(code).fill === 'rgb(0, 0, 0)' && !/^(#000(000)?|black)$/i.test(wanted);
}

/** Motion, focus marks and overlaps of the cards on a sheet. */
import type { PNG } from 'pngjs';
import { PNG as Png } from 'pngjs';
import type { Page } from 'puppeteer-core';
import type { Contrast } from './contrast.js';
import { contrast, pixel } from './sheet.js';
import type { Rgb } from './sheet.js';

/** Sets the variant of every card. */
export async function setVariant(page: Page, variant: 'card' | 'compact' | 'bare'): Promise<void> {
  await page.evaluate(async (look) => {
    for (const each of document.querySelectorAll('wechat-mp-login')) {
      each.variant = look;
      await each.updateComplete;
    }
  }, variant);
}

/**
 * Takes one card through all states, alone on the page: the animations of the others would make each
 * frame slow. Each state begins where the one before has come to rest: a QR code that has not yet
 * appeared cannot fade out.
 * @returns the names of all animations on the way
 */
export function animationsIn(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const all = [...document.querySelectorAll('wechat-mp-login')];
    const [login] = all;
    if (!login) throw new Error('there are cards');
    const found = new Set<string>();
    const look = (root: Document | ShadowRoot): void => {
      for (const animation of root.getAnimations()) {
        const { animationName, transitionProperty } = animation as Partial<
          CSSAnimation & CSSTransition
        >;
        found.add(animationName ?? transitionProperty ?? 'script');
      }
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) look(shadowRoot);
    };
    const finish = (root: Document | ShadowRoot): void => {
      for (const animation of root.getAnimations()) {
        if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
      }
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) finish(shadowRoot);
    };
    look(document);
    for (const figure of document.querySelectorAll('figure')) {
      figure.hidden = !figure.contains(login);
    }
    for (const { state } of all) {
      (login as { state: unknown }).state = state;
      for (let frames = 0; frames < 3; frames++) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        look(document);
      }
      finish(document);
    }
    return [...found];
  });
}

/** The contrast of the ring for the remaining time against its surroundings, measured on its right side. */
export async function ringContrasts(page: Page, picture: PNG): Promise<Contrast[]> {
  const points = (await page.evaluate(`[...document.querySelectorAll('figure')].flatMap((figure) =>
    [...deep(figure)].filter((each) => each.matches('.ready .left')).map((path) => {
      const at = path.getPointAtLength(path.getTotalLength() / 4).matrixTransform(path.getScreenCTM());
      return { name: figure.title, x: at.x + scrollX, y: at.y + scrollY };
    }))`)) as { name: string; x: number; y: number }[];
  return points.map(({ name, x, y }) => {
    const outside = pixel(picture, x + 6, y);
    return { name, ratio: contrast(pixel(picture, Math.floor(x), Math.floor(y)), outside) };
  });
}

/** Texts that overlap each other, or that extend beyond their card or button. */
export async function overlapping(page: Page): Promise<string[]> {
  return (await page.evaluate(`[...document.querySelectorAll('figure')].flatMap((figure) => {
    const pieces = [...deep(figure)].flatMap((element) => {
      if (!element.checkVisibility() || element.matches('style') || element.closest('.visually-hidden')) return [];
      return [...element.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim())
        .flatMap((node) => {
          const range = new Range();
          range.selectNodeContents(node);
          // A name or address that is too long ends in an ellipsis: the rest of it is not drawn.
          const line = element.closest('b, small, [part=tab], .address')?.getBoundingClientRect();
          return [...range.getClientRects()].map(({ left, right, top, bottom }) => ({
            top,
            left: Math.max(left, line?.left ?? left),
            right: Math.min(right, line?.right ?? right),
            bottom: Math.min(bottom, line?.bottom ?? bottom),
          })).filter(({ top, bottom }) => bottom > top).map((box) => ({ element, box, text: node.textContent.trim().slice(0, 30) }));
        });
    });
    const card = figure.querySelector('wechat-mp-login').getBoundingClientRect();
    return pieces.flatMap(({ element, box, text }, index) => {
      const frame = element.closest('button, [part=method]')?.getBoundingClientRect() ?? card;
      const out = box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
      const on = pieces.slice(0, index).find((other) =>
        other.element !== element &&
        Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left) > 1 &&
        Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > 4);
      return [
        ...(out ? [figure.title + ': "' + text + '" stands out'] : []),
        ...(on ? [figure.title + ': "' + text + '" on "' + on.text + '"'] : []),
      ];
    });
  })`)) as string[];
}

export interface Mark {
  readonly name: string;
  /** Whether as many pixels as a line around the control changed enough in contrast. */
  readonly isVisible: boolean;
}

/** Focuses one control of each kind, and compares the pictures before and after. */
export async function focusMarks(page: Page, minContrast: number): Promise<Mark[]> {
  const names = (await page.evaluate(`{
    const kinds = new Map();
    for (const figure of document.querySelectorAll('figure')) {
      for (const each of deep(figure)) {
        if (!each.matches('button, input') || !each.checkVisibility()) continue;
        const tile = figure.querySelector('wechat-mp-login').shadowRoot.querySelector('wechat-mp-qr')?.state;
        const name = [each.part, each.className, each.type, each.getAttribute('aria-disabled'), tile].join(' ');
        if (!kinds.has(name)) kinds.set(name, each);
      }
    }
    globalThis.kinds = kinds;
    [...kinds.keys()];
  }`)) as string[];
  // After a key press, an element that a script focuses shows its focus as if a key had reached it.
  await page.keyboard.press('Tab');
  const shoot = async (name: string): Promise<PNG> => {
    const clip = (await page.evaluate(`{
      const control = kinds.get(${JSON.stringify(name)});
      const { x, y, width, height } = control.getBoundingClientRect();
      ({ x: x + scrollX - 6, y: y + scrollY - 6, width: width + 12, height: height + 12 });
    }`)) as { x: number; y: number; width: number; height: number };
    return Png.sync.read(Buffer.from(await page.screenshot({ clip, optimizeForSpeed: true })));
  };
  const marks: Mark[] = [];
  for (const name of names) {
    await page.evaluate(`kinds.get(${JSON.stringify(name)}).blur()`);
    const before = await shoot(name);
    await page.evaluate(`kinds.get(${JSON.stringify(name)}).focus({ preventScroll: true })`);
    const after = await shoot(name);
    let changed = 0;
    for (let at = 0; at < before.data.length; at += 4) {
      const [one, other] = [before, after].map(({ data }): Rgb => [
        data[at]!,
        data[at + 1]!,
        data[at + 2]!,
      ]);
      if (one && other && contrast(one, other) >= minContrast) changed++;
    }
    // Round corners have fewer pixels.
    marks.push({ name, isVisible: changed >= 2 * (before.width - 12 + before.height - 12) * 0.9 });
  }
  return marks;
}

/** Which QR codes the phone's camera can read. The pages differ only in how they paint it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import type { Browser, Page } from 'puppeteer-core';
import { create } from 'qrcode/lib/core/qrcode.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';

const url = 'http://weixin.qq.com/q/028MgH1oLwdyi1ySjNxq17';

/** A QR code in a tile in a shadow root, as in the tag: all colours come from a style sheet. */
function pageWith(styles: string, beside = ''): string {
  const { modules } = create([{ data: url, mode: 'byte' }], { errorCorrectionLevel: 'Q' });
  const { size } = modules;
  const cells = Array.from({ length: size * size }, (_, index) => index)
    .filter((index) => modules.get(Math.floor(index / size), index % size))
    .map((index) => `M${(index % size) + 4} ${Math.floor(index / size) + 4}h1v1h-1z`);
  return `<!doctype html><style>body { margin: 0; background: #345 }</style>
    <div id="host"><template shadowrootmode="open"><style>
      .tile { position: relative; width: 220px; height: 220px; background: #fff }
      .code { width: 100%; height: 100%; display: block }
      .code path { fill: #111 }
      .over { position: absolute }
      ${styles}
    </style><div class="tile">
      <svg class="code" viewBox="0 0 ${size + 8} ${size + 8}"><path d="${cells.join('')}"/></svg>
      ${beside}
    </div></template></div>`;
}

const readable: readonly (readonly [scene: string, styles: string, beside?: string])[] = [
  ['a plain QR code', ''],
  ['a slightly dimmed QR code', '.tile { opacity: .7; filter: grayscale(1) }'],
  [
    'a QR code with a small picture in the middle',
    '.over { inset: 92px; background: #fff }',
    '<div class="over"></div>',
  ],
  [
    'a QR code with a ring painted over its tile',
    '.over { inset: -4px; width: 228px; height: 228px; fill: none; stroke: green }',
    '<svg class="over"><rect x="1" y="1" width="226" height="226"/></svg>',
  ],
  ['a QR code below the fold', '.tile { margin-top: 3000px }'],
];

const unreadable: typeof readable = [
  ['veiled and blurred', '.code { opacity: .14; filter: blur(1.5px) }'],
  ['only faint', '.code { opacity: .22 }'],
  ['in a faint ancestor', '.tile { opacity: .1 }'],
  ['only blurred', '.tile { filter: blur(7px) }'],
  ['hidden', '.code { visibility: hidden }'],
  ['not displayed', '.tile { display: none }'],
  ['without colour', '.code path { fill: none }'],
  ['clipped by its box', '.tile { height: 90px; overflow: hidden } .code { height: 220px }'],
  [
    'behind a veil that takes no clicks',
    '.over { inset: 0; background: rgb(255 255 255 / .9); pointer-events: none }',
    '<div class="over"></div>',
  ],
  ['half covered', '.over { inset: 0 0 50%; background: tomato }', '<div class="over"></div>'],
  [
    'under a button',
    '.over { inset: 94px; padding: 0; background: #fff; border: 0 }',
    '<button class="over">↻</button>',
  ],
];

describe("The phone's camera", () => {
  let browser: Browser;
  let page: Page;
  before(async () => {
    const [bundle] = await Promise.all([
      build({
        stdin: {
          contents:
            "import { readQrCode } from './src/phone/camera/camera.js'; globalThis.readQrCode = readQrCode;",
          resolveDir: '.',
          loader: 'ts',
        },
        bundle: true,
        write: false,
        format: 'iife',
        target: 'es2022',
      }),
      sharedBrowser().then((shared) => (browser = shared)),
    ]);
    page = await browser.newPage();
    await page.evaluateOnNewDocument(bundle.outputFiles[0]?.text ?? '');
  });
  after(() => page.close());

  async function lookAt(html: string): Promise<unknown> {
    // Navigate each time: setContent would not attach the declarative shadow root.
    await page.goto(`data:text/html;charset=utf-8,${encodeURIComponent(html)}`);
    return page.evaluate('readQrCode()');
  }

  for (const [scene, styles, beside] of readable) {
    test(`reads ${scene}`, async () => {
      assert.equal(await lookAt(pageWith(styles, beside)), url);
      assert.equal(await page.evaluate('scrollY'), 0, 'the page stays where it was');
    });
  }

  for (const [scene, styles, beside] of unreadable) {
    test(`does not read a QR code that is ${scene}`, async () => {
      assert.equal(await lookAt(pageWith(styles, beside)), undefined);
    });
  }

  test('does not read a QR code behind a modal dialog', async () => {
    await lookAt(`${pageWith('')}<dialog>Wait</dialog>`);
    assert.equal(await page.evaluate('readQrCode()'), url);
    await page.$eval('dialog', (dialog) => {
      dialog.showModal();
    });
    assert.equal(await page.evaluate('readQrCode()'), undefined);
  });
});

/** Opens a page of the benchmark in a browser, with its own cookies and an empty cache. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'puppeteer-core';
import { readQrCode } from '../../../test/support/e2e/page/browser.js';
import type { PageName } from '../site/built-pages.js';
import type { FrameRecord } from './recorder.js';
import type { BenchmarkSite } from '../site/site.js';

export interface Stage {
  readonly browser: Browser;
  readonly site: BenchmarkSite;
  /** The recorder, as a script. */
  readonly recorder: string;
}

export interface Visit {
  readonly page: Page;
  readonly record: FrameRecord;
  readonly close: () => Promise<void>;
}

const drawnWithinMs = 60_000;

export async function bundleRecorder(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('record-in-page.ts', import.meta.url))],
    bundle: true,
    format: 'iife',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/**
 * Resolves once the QR code is drawn.
 *
 * @param prepare is called before the page opens
 * @throws Error if no QR code appears, or none that can be read
 */
export async function visit(
  { browser, site, recorder }: Stage,
  name: PageName,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<Visit> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.evaluateOnNewDocument(recorder);
    await prepare?.(page);
    await page.goto(`${site.origin}/${name}.html`, { timeout: drawnWithinMs });
    await page
      .waitForFunction('frameRecord.frames !== undefined', { polling: 50, timeout: drawnWithinMs })
      .catch((cause: unknown) => {
        const waitedS = drawnWithinMs / 1000;
        throw new Error(`The page ${name} has drawn no QR code within ${waitedS} s.`, { cause });
      });
    // The recorder has put it there.
    const record = (await page.evaluate('frameRecord')) as FrameRecord;
    return { page, record, close: () => context.close() };
  } catch (error) {
    await context.close();
    throw error;
  }
}

/** @throws Error if the QR code on the screen cannot be read */
export async function requireReadable({ page }: Visit, name: PageName): Promise<void> {
  const element = await page.$(name === 'ours' ? 'wechat-mp-login' : '#login');
  if (!element || !(await readQrCode(element))) {
    throw new Error(`The QR code of the page ${name} cannot be read.`);
  }
}

/** The half of the benchmark that a visitor notices: our page beside others in the same browser. */
import { launch } from '../../test/support/e2e/page/browser.js';
import { median } from '../load/percentiles.js';
import type { Figure, MeasureOptions, Measurement } from '../report/measurement.js';
import type { PageName } from './site/built-pages.js';
import { measureBytes, sizeRows } from './bytes.js';
import { measureColdLoad } from './cold-load.js';
import { measureFirstPaint } from './first-paint.js';
import { measureLatency } from './latency.js';
import { installPeers, peerVersion } from './peers.js';
import { startBenchmarkSite } from './site/site.js';
import { bundleRecorder, type Stage } from './visit/visit.js';
import { measureWaiting } from './waiting.js';
import { warmUp } from './site/warm-up.js';

const pollsEverySecond = 'a poll each second';
const soonerGoal = 20;

export async function measurePage(options: MeasureOptions): Promise<Measurement[]> {
  const { tell, addVersion, isQuick } = options;
  installPeers(tell);
  tell('Building the package …');
  const rows = sizeRows();
  const site = await startBenchmarkSite();
  const browser = await launch();
  try {
    addVersion('Chromium', (await browser.version()).replace(/^.*\//, ''));
    const peers = ['authing-js-sdk', '@authing/guard', '@teamhanko/hanko-elements'];
    for (const name of peers) addVersion(name, peerVersion(name));
    const stage: Stage = { browser, site, recorder: await bundleRecorder() };
    await warmUp(site, isQuick ? 10 : 200);
    return [
      ...measureBytes(rows, site),
      ...(await frames(stage, tell, isQuick ? 2 : 15)),
      ...(await coldLoad(stage, tell, isQuick ? 1 : 5)),
      await latency(stage, tell, isQuick ? 3 : 21),
      ...(await waiting(stage, tell, isQuick ? 5 : 180)),
    ];
  } finally {
    await browser.close();
    await site.stop();
  }
}

const figureNames = (): Readonly<Record<PageName, string>> => ({
  ours: 'wechat-mp-login',
  authing: `authing-js-sdk ${peerVersion('authing-js-sdk')}`,
  poll: pollsEverySecond,
});

const medianOf = (page: PageName, samples: readonly number[]): Figure => ({
  name: figureNames()[page],
  value: median(samples),
  samples,
});
const valueOf = (page: PageName, value: number): Figure => ({ name: figureNames()[page], value });

type Tell = MeasureOptions['tell'];

async function frames(stage: Stage, tell: Tell, rounds: number): Promise<Measurement[]> {
  tell(`Counting frames until the QR code, ${rounds} times …`);
  const ours = await measureFirstPaint(stage, 'ours', rounds);
  const authing = await measureFirstPaint(stage, 'authing', rounds);
  return [
    {
      name: 'frames from the answer to the QR code on the screen',
      unit: '',
      ours: medianOf('ours', ours.frames),
      peers: [medianOf('authing', authing.frames)],
      goal: { text: 'at most 2', isMet: median(ours.frames) <= 2 },
      note: 'The frame that shows the QR code is counted. Another program reads each QR code from a screenshot, so a page without one ends the run.',
    },
    {
      name: 'layout shift until the QR code',
      unit: '',
      ours: valueOf('ours', ours.layoutShift),
      peers: [valueOf('authing', authing.layoutShift)],
      goal: { text: 'none', isMet: ours.layoutShift === 0 },
    },
  ];
}

async function coldLoad(stage: Stage, tell: Tell, rounds: number): Promise<Measurement[]> {
  tell(`Loading on a slow line, ${rounds} times …`);
  const ours = await measureColdLoad(stage, 'ours', rounds);
  const authing = await measureColdLoad(stage, 'authing', rounds);
  return [
    {
      name: 'from the navigation to the QR code on a slow line',
      unit: 'ms',
      ours: medianOf('ours', ours.drawnAfterMs),
      peers: [medianOf('authing', authing.drawnAfterMs)],
      note: "An empty cache, and `Slow 4G` of Chrome's developer tools: 562 ms there and back, 1.4 Mbit/s.",
    },
    {
      name: 'requests one after the other until the QR code',
      unit: '',
      ours: valueOf('ours', ours.chain.length),
      peers: [valueOf('authing', authing.chain.length)],
      goal: { text: 'at most 3: page, script, create', isMet: ours.chain.length <= 3 },
      note: `The longest chain in the waterfall of the slow line. Ours: ${chainText(ours.chain)}; authing-js-sdk: ${chainText(authing.chain)}.`,
    },
  ];
}

/** File names without the hashes of the build. */
const chainText = (paths: readonly string[]): string =>
  paths.map((path) => path.replace(/^.*\//, '').replace(/(-[\w-]{8,})?\.js$/, '.js')).join(' → ');

async function latency(stage: Stage, tell: Tell, rounds: number): Promise<Measurement> {
  tell(`Signing in, ${rounds} times on each page …`);
  const samples = await measureLatency(stage, rounds);
  const sooner = median(samples.authing) / median(samples.ours);
  return {
    name: 'from the accepted push to success in the page',
    unit: 'ms',
    ours: medianOf('ours', samples.ours),
    peers: [medianOf('authing', samples.authing), medianOf('poll', samples.poll)],
    goal: {
      text: `at least ${soonerGoal} × sooner than authing-js-sdk (${sooner.toFixed(1)} × here)`,
      isMet: sooner >= soonerGoal,
    },
    note: 'Medians; scans are spread evenly over the interval in which the others poll. authing-js-sdk runs with its defaults against a stub that knows of the scan at once, on the origin of the page.',
  };
}

async function waiting(stage: Stage, tell: Tell, seconds: number): Promise<Measurement[]> {
  tell(`Waiting for ${seconds} s …`);
  const { ours, authing, poll } = await measureWaiting(stage, seconds * 1000);
  return [
    {
      name: `requests of a page that waits for ${seconds} s`,
      unit: '',
      ours: valueOf('ours', ours.requests),
      peers: [valueOf('authing', authing.requests), valueOf('poll', poll.requests)],
      goal: {
        text: '1 stream for each QR code, and those of a renewal',
        isMet: ours.requestsBeforeRenewal <= 1,
      },
      note: `Ours made ${ours.requestsBeforeRenewal} while one QR code was shown. After 170 s another one follows, with a create and a stream; for a while, the page also asks about the former one every 5 s, because somebody may be scanning it.`,
    },
    {
      name: 'time on the main thread of a page that waits',
      unit: '% of a core',
      ours: valueOf('ours', ours.cpuPercent),
      peers: [valueOf('authing', authing.cpuPercent), valueOf('poll', poll.cpuPercent)],
      note: 'All three pages wait at the same time.',
    },
  ];
}

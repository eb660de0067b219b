/** `doctor`: asks WeChat and the backend, and says what is wrong. */
import type { Fetch } from '../../wechat/index.js';
import { isDumb, type Environment, type Terminal } from '../terminal.js';
import { wrap } from '../wrap.js';
import { readArguments } from './arguments.js';
import type { ReadFile } from './environment.js';
import { createCallbackRequests } from './callback-requests.js';
import { createWechatCalls } from './calls.js';
import { checks } from './checks/index.js';
import type { Patient } from './check.js';
import { jsonOf, linesOf, rowOf, summaryOf } from './report.js';
import { runChecks } from './run.js';
import { texts as textsOf } from './texts/index.js';

/** What the doctor needs of the machine. */
export interface DoctorMachine {
  readonly terminal: Terminal;
  readonly environment: Environment;
  /** Reads a file of the current folder. */
  readonly readFile: ReadFile;
  readonly fetch: Fetch;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
}

const secondMs = 1000;
/** Never asked: without `--url`, the checks of the callback are left out. */
const noUrl = new URL('http://callback.invalid');

/**
 * Runs `doctor` with these arguments.
 * @returns the exit code: 0 if nothing is wrong, otherwise 1
 * @throws UsageError
 */
export async function doctor(given: readonly string[], machine: DoctorMachine): Promise<0 | 1> {
  const { terminal, environment, fetch, now } = machine;
  const args = readArguments(given, environment, machine.readFile);
  const texts = textsOf[args.language];
  const showsProgress = terminal.isTerminal && !args.json && !isDumb(environment);
  const show = (text: string): void => {
    if (showsProgress) terminal.write(`\r\u001b[K${text}`);
  };
  const patient: Patient = {
    args,
    calls: createWechatCalls(args.account, fetch, now),
    callback: createCallbackRequests(args.account, args.callbackUrl ?? noUrl, fetch, now),
    now,
    async wait(ms) {
      for (let left = ms; left > 0; left -= secondMs) {
        show(texts.labels.wait.replace('{seconds}', String(Math.ceil(left / secondMs))));
        await machine.sleep(Math.min(left, secondMs));
      }
    },
  };
  const results = await runChecks(checks, patient, {
    start: ({ name }) => show(`  … ${texts.titles[name]}`),
    result(result) {
      show('');
      if (args.json) return;
      const lines = linesOf(rowOf(result, texts), texts, terminal.colours);
      terminal.write(wrap(lines, terminal.columns));
    },
  });
  terminal.write(
    args.json
      ? jsonOf(
          results.map((result) => rowOf(result, texts)),
          args.language,
        )
      : summaryOf(results, texts),
  );
  return results.some(({ status }) => status === 'wrong') ? 1 : 0;
}

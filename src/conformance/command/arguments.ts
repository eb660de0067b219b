/** Reads the arguments of the command. */
import { levels, type Level } from '../case.js';
import { confirmModes, type ConfirmMode } from '../fixture.js';

/** The arguments are wrong; the message says how to write them. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export interface Arguments {
  readonly url: string;
  /** Starts the backend; empty if it runs already. */
  readonly command: readonly string[];
  readonly levels: readonly Level[];
  readonly cases: readonly string[];
  readonly print: 'report' | 'list' | 'env';
  readonly confirm: ConfirmMode;
  readonly openPlatform: boolean;
  readonly wechat: { readonly host: string; readonly port: number };
  readonly wechatUrl: string;
  readonly clock?: string;
  readonly origin?: string;
  readonly timeoutMs: number;
  readonly lanes: number;
  readonly json?: string;
  readonly junit?: string;
  readonly verbose: boolean;
}

/** What each option takes after its name; undefined for a switch. */
const options: Readonly<Record<string, string | undefined>> = {
  '--level': 'LEVEL',
  '--case': 'NAME',
  '--confirm': 'MODE',
  '--wechat': 'HOST:PORT',
  '--wechat-url': 'URL',
  '--clock': 'URL',
  '--origin': 'ORIGIN',
  '--timeout': 'SECONDS',
  '--lanes': 'NUMBER',
  '--json': 'FILE',
  '--junit': 'FILE',
  '--list': undefined,
  '--env': undefined,
  '--no-open-platform': undefined,
  '--verbose': undefined,
};

/**
 * Reads what follows `check`.
 * @throws UsageError
 */
export function readArguments(given: readonly string[]): Arguments {
  const { values, urls, command } = split(given);
  const all = (name: string): readonly string[] => values.get(name) ?? [];
  const one = (name: string): string | undefined => all(name).at(-1);
  const print = values.has('--list') ? 'list' : values.has('--env') ? 'env' : 'report';
  const [url = '', ...more] = urls;
  if (more.length > 0)
    throw new UsageError('There is more than one URL. A command comes after --.');
  if (print !== 'list' || url !== '') checkUrl('URL', url);
  const wechat = readAddress(one('--wechat') ?? '127.0.0.1:9870');
  const wechatUrl = one('--wechat-url') ?? `http://${wechat.host}:${wechat.port}`;
  checkUrl('--wechat-url', wechatUrl);
  const [clock, origin, json, junit] = ['--clock', '--origin', '--json', '--junit'].map(one);
  if (clock !== undefined) checkUrl('--clock', clock);
  return {
    ...{ url: url.replace(/\/+$/, ''), command, print, wechat },
    wechatUrl: wechatUrl.replace(/\/+$/, ''),
    levels: all('--level').map((each) => oneOf('--level', levels, each)),
    cases: all('--case'),
    confirm: oneOf('--confirm', confirmModes, one('--confirm') ?? 'auto'),
    openPlatform: !values.has('--no-open-platform'),
    timeoutMs: number('--timeout', one('--timeout') ?? '10') * 1000,
    lanes: number('--lanes', one('--lanes') ?? '6'),
    verbose: values.has('--verbose'),
    ...(clock === undefined ? {} : { clock }),
    ...(origin === undefined ? {} : { origin: checkUrl('--origin', origin).origin }),
    ...(json === undefined ? {} : { json }),
    ...(junit === undefined ? {} : { junit }),
  };
}

/** Values by the names of the options; everything after `--` is the command. */
function split(given: readonly string[]) {
  const values = new Map<string, string[]>();
  const urls: string[] = [];
  const end = given.includes('--') ? given.indexOf('--') : given.length;
  const words = given.slice(0, end);
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (!word.startsWith('-')) {
      urls.push(word);
      continue;
    }
    const [, name = '', , attached] = /^([^=]*)(=([^]*))?$/.exec(word) ?? [];
    if (!Object.hasOwn(options, name)) throw new UsageError(`The option ${name} is unknown.`);
    const what = options[name];
    if (what === undefined && attached !== undefined)
      throw new UsageError(`${name} takes no value.`);
    const value = what === undefined ? '' : (attached ?? words.shift());
    if (value === undefined || (what !== undefined && value === '')) {
      throw new UsageError(`${name} needs a value: ${name} ${what}.`);
    }
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return { values, urls, command: given.slice(end + 1) };
}

function checkUrl(name: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;
  const example = name === 'URL' ? ', such as http://localhost:8080/wechat-login' : '';
  throw new UsageError(`${name} must begin with http:// or https://${example}.`);
}

function readAddress(text: string): { readonly host: string; readonly port: number } {
  const [, host = '', port = ''] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  if (host === '') throw new UsageError('--wechat must be HOST:PORT, such as 127.0.0.1:9870.');
  return { host, port: Number(port) };
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 1 && value <= 3600) return value;
  throw new UsageError(`${name} must be a number from 1 to 3600.`);
}

function oneOf<T extends string>(name: string, known: readonly T[], text: string): T {
  const found = known.find((each) => each === text);
  if (found !== undefined) return found;
  throw new UsageError(`${name} must be one of ${known.join(', ')}.`);
}

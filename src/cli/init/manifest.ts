/** The package.json of the project. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotReady } from '../../conformance/discover.js';
import type { Texts } from './texts/index.js';

type Refusals = Texts['refusals'];

export interface Manifest {
  /** The names of the packages that the project has asked for. */
  readonly packages: ReadonlySet<string>;
  readonly scripts: Readonly<Record<string, unknown>>;
  /** Such as `pnpm@10.2.0` (https://nodejs.org/api/packages.html#packagemanager). */
  readonly packageManager?: string;
}

const empty: Manifest = { packages: new Set(), scripts: {} };

/**
 * A folder without a package.json counts as a project without packages.
 * @throws NotReady if it cannot be read, or is no JSON object
 */
export function readManifest(folder: string, refusals: Refusals): Manifest {
  const text = readText(folder, refusals);
  if (text === undefined) return empty;
  const { dependencies, devDependencies, scripts, packageManager } = parse(text, refusals);
  return {
    packages: new Set([...Object.keys(dependencies ?? {}), ...Object.keys(devDependencies ?? {})]),
    scripts: { ...scripts },
    ...(typeof packageManager === 'string' && { packageManager }),
  };
}

/**
 * Adds the scripts whose names are free, and leaves everything else as it is.
 * @returns their names
 */
export function addScripts(
  folder: string,
  scripts: Readonly<Record<string, string>>,
  refusals: Refusals,
): string[] {
  const text = readText(folder, refusals);
  const manifest = text === undefined ? { private: true } : parse(text, refusals);
  const { scripts: present = {} } = manifest as Json;
  const added = Object.keys(scripts).filter((name) => !Object.hasOwn(present, name));
  if (added.length === 0) return [];
  const all = {
    ...present,
    ...Object.fromEntries(added.map((name) => [name, scripts[name]])),
  };
  const [, indent = '  '] = /^\{\r?\n([ \t]+)/.exec(text ?? '') ?? [];
  const json = JSON.stringify({ ...manifest, scripts: all }, null, indent);
  try {
    writeFileSync(join(folder, 'package.json'), `${json}\n`);
  } catch (error) {
    throw new NotReady(refusals.unwritable('package.json', String(error)));
  }
  return added;
}

interface Json {
  readonly dependencies?: object;
  readonly devDependencies?: object;
  readonly scripts?: object;
  readonly packageManager?: unknown;
}

function readText(folder: string, refusals: Refusals): string | undefined {
  try {
    // Some editors on Windows begin a file with a byte order mark, which npm accepts.
    return readFileSync(join(folder, 'package.json'), 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new NotReady(refusals.unreadable('package.json', message));
  }
}

function parse(text: string, refusals: Refusals): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new NotReady(refusals.notJson(String(error)));
  }
  const isObject = (each: unknown): boolean =>
    typeof each === 'object' && each !== null && !Array.isArray(each);
  const { dependencies = {}, devDependencies = {}, scripts = {} } = (value ?? {}) as Json;
  if (![value, dependencies, devDependencies, scripts].every(isObject)) {
    throw new NotReady(refusals.noObject);
  }
  return value as Json;
}

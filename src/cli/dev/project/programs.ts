/** The programs that serve a project: those of its framework, or the one that somebody names. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NotReady } from '../../../conformance/discover.js';
import { detectFramework, type FrameworkName } from '../../init/detect.js';
import { readManifest } from '../../init/manifest.js';
import { texts as textsOfInit } from '../../init/texts/index.js';
import type { Language } from '../../language.js';
import { texts } from '../texts/index.js';

/** A program, and how it learns its port: from PORT, and from an option if it has one. */
export interface Program {
  readonly command: readonly string[];
  readonly portOption?: string;
}

export interface Programs {
  /** Answers requests for pages, and all others if there is no `login`. */
  readonly page: Program;
  /** Answers requests to `/wechat-login/`. */
  readonly login?: Program;
}

const oneFile: Program = { command: [process.execPath, 'server.mjs'] };
const vite: Programs = {
  page: {
    command: ['vite', '--strictPort', '--logLevel', 'warn', '--clearScreen', 'false'],
    portOption: '--port',
  },
  login: oneFile,
};

const byFramework: Readonly<Record<FrameworkName, Programs>> = {
  next: { page: { command: ['next', 'dev'], portOption: '--port' } },
  nuxt: { page: { command: ['nuxt', 'dev'], portOption: '--port' } },
  nest: { page: { command: ['npm', 'run', '--silent', 'start'] } },
  fastify: { page: oneFile },
  express: { page: oneFile },
  hono: { page: oneFile },
  html: { page: oneFile },
  react: vite,
  vue: vite,
  svelte: vite,
};

/** Whether `init` has been here. */
export function hasLogin(folder: string): boolean {
  return existsSync(join(folder, 'wechat-login.mjs'));
}

/**
 * @param command the words behind `--`, if there are any
 * @throws NotReady if `init` has not written what has to be started
 */
export function programsOf(
  folder: string,
  command: readonly string[],
  language: Language,
): Programs {
  if (command.length > 0) return { page: { command } };
  const { packages } = readManifest(folder, textsOfInit[language].refusals);
  const programs = byFramework[detectFramework(packages) ?? 'html'];
  const { page, login = page } = programs;
  if ([page, login].includes(oneFile) && !existsSync(join(folder, 'server.mjs'))) {
    throw new NotReady(texts[language].failures.noServer);
  }
  return programs;
}

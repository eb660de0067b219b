/** The programs that serve a project: those of its framework, or the one that somebody names. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NotReady } from '../../../conformance/discover.js';
import { detectFramework, type FrameworkName } from '../../init/detect.js';
import { readManifest } from '../../init/manifest.js';
import { texts } from '../../init/texts/index.js';

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
export function programsOf(folder: string, command: readonly string[]): Programs {
  if (command.length > 0) return { page: { command } };
  const programs =
    byFramework[detectFramework(readManifest(folder, texts.en.refusals).packages) ?? 'html'];
  const { page, login = page } = programs;
  if ([page, login].includes(oneFile) && !existsSync(join(folder, 'server.mjs'))) {
    throw new NotReady(
      'There is no server.mjs, which init writes. Name the program that serves your project, which has to listen on the port in PORT: wechat-mp-login dev -- node my-server.js',
    );
  }
  return programs;
}

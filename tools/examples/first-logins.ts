/**
 * The programs that a newcomer tries first: those of examples/, and README's samples as pasted. Each
 * has the login, a simulated WeChat, and a page with a phone that signs somebody in.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allBlocks, type Block } from '../../test/support/documentation/documents.js';

/** README's samples name this file as the one that runs them. */
export const programsFile = 'tools/examples/first-logins.ts';

/** By the name of the framework: what to install beside the package. */
export const frameworks: Readonly<Record<string, readonly string[]>> = {
  express: ['express@5.3.0'],
  hono: ['hono@4.13.19', '@hono/node-server@2.1.9'],
  fastify: ['fastify@5.12.8', '@fastify/static@10.1.11'],
};

export interface Program {
  readonly name: string;
  readonly code: string;
}

/** For each README that has them: the sample that creates the simulator, with the framework's below it. */
export function programsIn(blocks: readonly Block[], framework: string): Program[] {
  return ['README.md', 'README.zh-CN.md'].flatMap((document) => {
    const codes = blocks
      .filter((block) => block.document === document && block.runBy === programsFile)
      .map(({ code }) => code);
    const first = codes.find((code) => code.includes('createSimulator('));
    const second = codes.find((code) => code.includes(`from '${framework}'`));
    if (first === undefined || second === undefined) return [];
    const code = first === second ? first : `${first}\n${second}`;
    return [{ name: `${document}, ${framework}`, code }];
  });
}

export function programsFor(framework: string): Program[] {
  const name = `examples/${framework}.mjs`;
  return [{ name, code: readFileSync(name, 'utf8') }, ...programsIn(allBlocks, framework)];
}

/** Writes the program into a folder, with other ports: those of the samples may be in use. */
export function writeProgram({ code }: Program, folder: string, port: number, simulator: number) {
  const moved = code.replaceAll('3000', `${port}`).replaceAll('3001', `${simulator}`);
  writeFileSync(join(folder, 'server.mjs'), moved);
}

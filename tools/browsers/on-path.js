// @ts-check
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Finds a program in the folders of PATH. @param {string} program */
export function onPath(program) {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

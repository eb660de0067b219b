/** Mounts the built package in every server framework of docs/frameworks.md, and signs somebody in. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { installPackages } from '../../support/frameworks/packages.js';

installPackages('test/frameworks/servers');

// These files import the packages, so they are loaded after the installation.
for (const name of ['samples', 'express', 'others', 'edge']) {
  describe(name, async () => {
    await import(`./${name}.js`);
  });
}

test('the samples, and the plugin in each version of Fastify, have the right types', () => {
  const tsc = 'node_modules/typescript/bin/tsc';
  try {
    execFileSync(process.execPath, [tsc, '-p', 'test/frameworks/servers'], { encoding: 'utf8' });
  } catch (error) {
    assert.fail((error as { stdout: string }).stdout);
  }
});

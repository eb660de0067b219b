/** Mounts the built package in every server framework of docs/frameworks.md, and signs somebody in. */
import { describe } from 'node:test';
import { installPackages } from '../../support/frameworks/packages.js';

installPackages('test/frameworks/servers');

// These files import the packages, so they are loaded after the installation.
for (const name of ['samples', 'express', 'others', 'edge']) {
  describe(name, async () => {
    await import(`./${name}.js`);
  });
}

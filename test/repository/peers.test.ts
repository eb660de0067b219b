/** The package can be installed beside whatever a project has: its optional peers drag nothing along. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Manifest {
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

const read = (file: string): Manifest => JSON.parse(readFileSync(file, 'utf8')) as Manifest;
const { peerDependencies = {}, peerDependenciesMeta = {} } = read('package.json');

test('every peer is optional', () => {
  assert.ok(Object.keys(peerDependencies).includes('react'));
  for (const name of Object.keys(peerDependencies)) {
    assert.equal(peerDependenciesMeta[name]?.optional, true, name);
  }
});

// npm looks for versions of a peer's own peers even where nobody installs the peer, and refuses to
// install the package where these contradict those of the project.
test('no peer has peers of its own', () => {
  for (const name of Object.keys(peerDependencies)) {
    const wanted = Object.keys(read(`node_modules/${name}/package.json`).peerDependencies ?? {});
    const wayOut = 'Name it in peerDependenciesMeta alone, as better-auth.';
    assert.deepEqual(wanted, [], `${name} wants others beside it. ${wayOut}`);
  }
});

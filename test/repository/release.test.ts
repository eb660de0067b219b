import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { version } from '../../src/client/version.js';
import { problemsOf, type Release } from '../../tools/release/rules.js';

const good: Release = {
  manifest: {
    name: 'wechat-mp-login',
    version: '1.2.3',
    repository: { type: 'git', url: 'git+https://git.example/owner/wechat-mp-login.git' },
    homepage: 'https://login.example',
    bugs: 'https://git.example/owner/wechat-mp-login/issues',
  },
  changelog:
    '# Changelog\n\n## Unreleased\n\n## 1.2.3 (2026-12-01)\n\n- New\n\n## 1.2.2\n\n- Old\n',
  license: 'MIT License\n\nCopyright (c) 2026 Ada Example Ltd.\n\nPermission is hereby granted',
  ownersFiles: { '.github/publish.yml': "github.repository == 'ada/wechat-mp-login'" },
  tags: ['v1.2.2'],
  changedFiles: [],
};

const manifestWith = (fields: object): Partial<Release> => ({
  manifest: { ...good.manifest, ...fields },
});

test('the version that the console names is that of package.json', () => {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  assert.equal((manifest as { version: string }).version, version);
});

test('a release with everything in place has no problem', () => {
  assert.deepEqual(problemsOf(good), []);
  const brackets = good.changelog.replace('1.2.3 (', '[1.2.3] (').replace('## Unreleased\n', '');
  assert.deepEqual(problemsOf({ ...good, changelog: brackets }), []);
});

const bad: readonly [what: string, change: Partial<Release>, problem: RegExp][] = [
  ['no repository', manifestWith({ repository: undefined }), /no "repository"/],
  ['an empty repository', manifestWith({ repository: { type: 'git' } }), /no "repository"/],
  ['no homepage', manifestWith({ homepage: undefined }), /no "homepage"/],
  ['no bugs', manifestWith({ bugs: ' ' }), /no "bugs"/],
  ['a word as the homepage', manifestWith({ homepage: 'later' }), /"homepage" .* is "later"/],
  [
    'a host alone as the repository',
    manifestWith({ repository: 'https://git.example' }),
    /"repository"/,
  ],
  [
    'a version that is none',
    { ...manifestWith({ version: 'next' }), changelog: '## next\n\n- New\n' },
    /"version" .* is "next"/,
  ],
  ['a version with a tag', { tags: ['v1.2.2', 'v1.2.3'] }, /1\.2\.3 has a tag already/],
  ['a tag without the letter v', { tags: ['1.2.3'] }, /1\.2\.3 has a tag already/],
  ['everything unreleased', { changelog: '## Unreleased\n\n- New\n' }, /no section "## 1\.2\.3"/],
  [
    'a section of a longer version',
    { changelog: '## 1.2.30\n\n- New\n' },
    /no section "## 1\.2\.3"/,
  ],
  ['an empty section', { changelog: '## 1.2.3\n\n## 1.2.2\n\n- Old\n' }, /is empty/],
  [
    'notes that are still unreleased',
    { changelog: '## Unreleased\n\n- Newer\n\n## 1.2.3\n\n- New\n' },
    /still has notes below "## Unreleased"/,
  ],
  ['a licence without a name', { license: 'Copyright (c) 2026\n\nPermission' }, /names no owner/],
  ['a licence without a copyright', { license: 'MIT License' }, /names no owner/],
  [
    'a licence of nobody in particular',
    { license: 'Copyright (c) 2026 The wechat-mp-login contributors' },
    /Write the name of a person/,
  ],
  [
    'a place for the owner that nobody has filled in',
    { ownersFiles: { 'SECURITY.md': 'https://git.example/OWNER/wechat-mp-login' } },
    /SECURITY\.md says OWNER/,
  ],
  ['a changed file', { changedFiles: ['src/index.ts'] }, /not committed: src\/index\.ts\./],
  [
    'many changed files',
    { changedFiles: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] },
    /a, b, c, d, e and 2 more/,
  ],
];

for (const [what, change, problem] of bad) {
  test(`${what} is refused, in one sentence`, () => {
    const problems = problemsOf({ ...good, ...change });
    assert.equal(problems.length, 1, problems.join('\n'));
    assert.match(problems[0] ?? '', problem);
  });
}

test('the addresses stay out of package.json until an owner sets them, and so the release is refused', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Release['manifest'];
  const { repository, homepage, bugs } = manifest;
  const isOwned = [repository, homepage, bugs].every((address) => address !== undefined);
  const count = problemsOf({ ...good, manifest: { ...good.manifest, repository, homepage, bugs } });
  assert.equal(count.length, isOwned ? 0 : 3);
});

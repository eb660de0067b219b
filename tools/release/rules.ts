/** What must be true before a version is published. Pure functions: each returns the sentences that say what is wrong. */

export interface Release {
  readonly manifest: {
    readonly name: string;
    readonly version: string;
    readonly repository?: unknown;
    readonly homepage?: unknown;
    readonly bugs?: unknown;
  };
  readonly changelog: string;
  readonly license: string;
  /** Files that name the owner's account at the repository's host, by their paths. */
  readonly ownersFiles: Readonly<Record<string, string>>;
  /** The tags of the repository. */
  readonly tags: readonly string[];
  /** The paths that `git status --porcelain` lists. */
  readonly changedFiles: readonly string[];
}

/** The address in `repository`, `homepage` or `bugs`, which may be a string or an object. */
function addressIn(value: unknown): string {
  const address = typeof value === 'object' && value !== null && 'url' in value ? value.url : value;
  return typeof address === 'string' ? address.trim() : '';
}

function missingAddresses({ manifest }: Release): string[] {
  const examples = {
    repository:
      'the address of the Git repository: without it, no link and no picture of the README works on npm',
    homepage: 'the address of a page about the package, such as the README in the repository',
    bugs: 'the address where anyone can report a problem',
  };
  return (['repository', 'homepage', 'bugs'] as const).flatMap((field) => {
    const address = addressIn(manifest[field]);
    if (address === '') return `package.json has no "${field}". Set it to ${examples[field]}.`;
    const isAddress =
      /^(git\+)?(https|ssh):\/\/[^/]+\.[^/]+\/./.test(address) ||
      (field === 'homepage' && /^https:\/\/[^/]+\.[^/]+/.test(address));
    return isAddress
      ? []
      : `"${field}" in package.json is "${address}". Set it to an address that begins with https://.`;
  });
}

function wrongVersion({ manifest: { version }, tags }: Release): string[] {
  if (!/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version)) {
    return [`"version" in package.json is "${version}". Set it to a version such as 1.2.3.`];
  }
  return tags.includes(`v${version}`) || tags.includes(version)
    ? [`Version ${version} has a tag already. Set "version" in package.json to the next one.`]
    : [];
}

function wrongChangelog({ manifest: { version }, changelog }: Release): string[] {
  const sections = changelog.split(/^## /m).slice(1);
  const of = (title: string): string | undefined =>
    sections.find((section) => section.split(/[\s\]]/)[0]?.replace('[', '') === title);
  const bodyOf = (section: string): string => section.replace(/^.*/, '').trim();
  const mistakes: string[] = [];
  const section = of(version);
  if (section === undefined) {
    mistakes.push(
      `CHANGELOG.md has no section "## ${version}". Rename "## Unreleased", and add the date.`,
    );
  } else if (bodyOf(section) === '') {
    mistakes.push(`The section "## ${version}" of CHANGELOG.md is empty. Say what changed.`);
  }
  if (section !== undefined && bodyOf(of('Unreleased') ?? '') !== '') {
    mistakes.push(
      `CHANGELOG.md still has notes below "## Unreleased". Move them to "## ${version}".`,
    );
  }
  return mistakes;
}

function missingOwner({ license, manifest: { name } }: Release): string[] {
  const [, owner = ''] = /^Copyright (?:\(c\) )?[\d, –-]+(.*)$/im.exec(license) ?? [];
  if (owner.trim() === '') {
    return ['LICENSE names no owner. Write "Copyright (c)", the year, and who owns the copyright.'];
  }
  // "The wechat-mp-login contributors" is nobody whom a lawyer could ask.
  return new RegExp(`^the ${name} (contributors|authors)$`, 'i').test(owner.trim())
    ? [
        `LICENSE names "${owner.trim()}" as the owner. Write the name of a person or an organization.`,
      ]
    : [];
}

/** `OWNER` stands where the account at the repository's host belongs. */
function leftPlaceholders({ ownersFiles }: Release): string[] {
  return Object.entries(ownersFiles).flatMap(([path, text]) =>
    /\bOWNER\b/.test(text)
      ? [`${path} says OWNER. Write the account or organization that has the repository.`]
      : [],
  );
}

function unsavedChanges({ changedFiles }: Release): string[] {
  const shown = changedFiles.slice(0, 5).join(', ');
  const more = changedFiles.length > 5 ? ` and ${changedFiles.length - 5} more` : '';
  return changedFiles.length > 0
    ? [
        `The working tree has changes that are not committed: ${shown}${more}. Commit or remove them.`,
      ]
    : [];
}

/** @returns one sentence for each thing that is missing or wrong; none if the version may be published */
export function problemsOf(release: Release): string[] {
  return [
    missingAddresses,
    wrongVersion,
    wrongChangelog,
    missingOwner,
    leftPlaceholders,
    unsavedChanges,
  ].flatMap((rule) => rule(release));
}

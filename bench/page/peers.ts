/** The packages that we measure beside: bench/peers, with a lock file of its own. */
import { existsSync, readFileSync } from 'node:fs';
import { installLocked } from '../../test/support/frameworks/packages.js';

const folder = 'bench/peers';

/** Installs them if they are missing. */
export function installPeers(tell: (progress: string) => void): void {
  if (!existsSync(`${folder}/node_modules`)) {
    tell(
      `Installing what this package is measured beside into ${folder}: authing-js-sdk, @authing/guard and @teamhanko/hanko-elements, about 55 MB.`,
    );
  }
  installLocked(folder);
}

export function peerVersion(name: string): string {
  // Every package.json has a version.
  const { version } = JSON.parse(
    readFileSync(`${folder}/node_modules/${name}/package.json`, 'utf8'),
  ) as { version: string };
  return version;
}

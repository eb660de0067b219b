/** From the platform's answer to the next screen. */
import type { ScanResult } from '../link.js';
import type { Screen, Stage } from './stage.js';

/** Never rejects: a platform that cannot be reached has a screen of its own. */
export async function screenFor(stage: Stage, pending: Promise<ScanResult>): Promise<Screen> {
  let result: ScanResult;
  try {
    result = await pending;
  } catch {
    return { type: 'notice', kind: 'failed' };
  }
  switch (result.type) {
    case 'profile':
      return { type: 'profile', account: result.account, scanId: result.scanId };
    case 'chat':
      stage.keep(result.account);
      return { type: 'chat', account: result.account };
    case 'unknown':
    case 'expired':
    case 'unavailable':
      return { type: 'notice', kind: result.type };
    default:
      return result satisfies never;
  }
}

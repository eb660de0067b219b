/** Finds the screen that the result of a scan leads to. */
import type { ScanResult } from '../../connection.js';
import { report } from '../../report.js';
import type { Screen, ScreenContext } from '../screen.js';

/** Never rejects: if the platform cannot be reached, the result is a notice. */
export async function screenFor(
  context: ScreenContext,
  pending: Promise<ScanResult>,
): Promise<Screen> {
  let result: ScanResult;
  try {
    result = await pending;
  } catch (error) {
    report(error);
    return { type: 'notice', kind: 'failed' };
  }
  switch (result.type) {
    case 'profile':
      return { type: 'profile', account: result.account, scanId: result.scanId };
    case 'chat':
      context.setContact(result.account);
      return { type: 'chat', account: result.account };
    case 'unknown':
    case 'expired':
    case 'unavailable':
      return { type: 'notice', kind: result.type };
    default:
      return result satisfies never;
  }
}

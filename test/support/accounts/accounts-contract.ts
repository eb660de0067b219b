/** The contract of the ready-made accounts; the test of each implementation calls it. */
import { testCreating } from './contract/creating.js';
import { testForgetting } from './contract/forgetting.js';
import { testLinking } from './contract/linking.js';
import { testOpenids } from './contract/openids.js';
import { testProfiles } from './contract/profiles.js';
import { createOpenForTest, type OpenAccounts } from './contract/under-test.js';
import { testUnlinking } from './contract/unlinking.js';

export function testAccounts(name: string, openAccounts: OpenAccounts): void {
  const open = createOpenForTest(openAccounts);
  testCreating(name, open);
  testLinking(name, open);
  testUnlinking(name, open);
  testForgetting(name, open);
  testProfiles(name, open);
  testOpenids(name, open);
}

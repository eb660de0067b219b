/** Puts the parts of the accounts together, on top of any storage. */
import type { AccountsKit, AccountsKitOptions } from './accounts-kit.js';
import { createContext } from './context.js';
import { createForgetting } from './identities/forgetting.js';
import { createLinking } from './identities/linking.js';
import { createOpenids } from './identities/openids.js';
import { createUnlinking } from './identities/unlinking.js';
import { createProfiles } from './profiles.js';
import type { AccountStorage } from './storage.js';

export function createAccounts(storage: AccountStorage, options: AccountsKitOptions): AccountsKit {
  const context = createContext(storage, options);
  return {
    ...createProfiles(context),
    ...createLinking(context),
    ...createUnlinking(context),
    ...createForgetting(context),
    ...createOpenids(context),
  };
}

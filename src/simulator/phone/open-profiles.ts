/** The account's profiles that scans and searches have opened, each on the phone of one person. */
import type { QrCode } from '../qr-codes/qr-codes.js';
import type { Random } from '../random.js';

/** How the person has come to the profile. */
export interface OpenProfile {
  readonly by: 'qr code' | 'search';
  /** Undefined for the account's own, which has no scene. */
  readonly qrCode?: QrCode;
}

export interface OpenProfiles {
  /** Opens a profile; returns the id that `follow` takes. */
  open(personId: string, profile: OpenProfile): string;
  /** Undefined unless this person has this profile open. */
  find(personId: string, scanId: string): OpenProfile | undefined;
}

/** Beyond this number, the oldest are closed. */
const maxOpenProfiles = 1000;

export function createOpenProfiles(random: Random): OpenProfiles {
  const profiles = new Map<string, { readonly personId: string; readonly profile: OpenProfile }>();
  return {
    open(personId, profile) {
      const scanId = random.base64url(22);
      profiles.set(scanId, { personId, profile });
      const [oldest] = profiles.keys();
      if (profiles.size > maxOpenProfiles && oldest !== undefined) profiles.delete(oldest);
      return scanId;
    },
    find(personId, scanId) {
      const opened = profiles.get(scanId);
      return opened?.personId === personId ? opened.profile : undefined;
    },
  };
}

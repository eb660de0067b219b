/** The account's profiles that scans have opened, each on the phone of the person who scanned. */
import type { QrCode } from '../qr-codes/qr-codes.js';
import type { Random } from '../random.js';

export interface OpenProfiles {
  /** Opens a profile; returns the id that `follow` takes. */
  open(personId: string, qrCode: QrCode): string;
  /** Returns the scanned QR code, if this person has this profile open. */
  find(personId: string, scanId: string): QrCode | undefined;
}

/** Beyond this number, the oldest are closed. */
const maxOpenProfiles = 1000;

export function createOpenProfiles(random: Random): OpenProfiles {
  const profiles = new Map<string, { readonly personId: string; readonly qrCode: QrCode }>();
  return {
    open(personId, qrCode) {
      const scanId = random.base64url(22);
      profiles.set(scanId, { personId, qrCode });
      const [oldest] = profiles.keys();
      if (profiles.size > maxOpenProfiles && oldest !== undefined) profiles.delete(oldest);
      return scanId;
    },
    find(personId, scanId) {
      const profile = profiles.get(scanId);
      return profile?.personId === personId ? profile.qrCode : undefined;
    },
  };
}

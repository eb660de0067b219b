/** What a person does about the account: scan, follow and unfollow. */
import { profileOf } from '../account.js';
import { allowMessages } from '../limits/allowances.js';
import type { Platform } from '../platform.js';
import type { QrCode } from '../qr-codes/qr-codes.js';
import type { Following, WechatUser } from '../users.js';
import { createOpenProfiles, type OpenProfile } from './open-profiles.js';
import { PhoneError, type ScanResult } from './phone.js';
import type { ActionPushes } from './push-actions.js';

export function createFollowActions(platform: Platform, pushes: ActionPushes) {
  const { account, qrCodes, settings, now, random } = platform;
  const profiles = createOpenProfiles(random);
  const chat = (): ScanResult => ({ type: 'chat', account: profileOf(account) });
  const startFollowing = createStartFollowing(platform, pushes, chat);

  /** Without a scene, the account learns nothing before somebody follows. */
  function openProfile(user: WechatUser, profile: OpenProfile): ScanResult {
    if (account.isDisabled) return { type: 'unavailable' };
    if (user.following) return chat();
    return {
      type: 'profile',
      account: profileOf(account),
      scanId: profiles.open(user.id, profile),
    };
  }

  return {
    startFollowing,
    search(user: WechatUser, text: string): ScanResult {
      const wanted = text.trim().toLowerCase();
      const { name, originalId } = account;
      const isFound = name.toLowerCase().includes(wanted) || originalId === wanted;
      if (wanted === '' || !isFound) return { type: 'unknown', text };
      return openProfile(user, { by: 'search' });
    },
    scan(user: WechatUser, text: string): ScanResult {
      pushes.checkCallbackUrl();
      if (text === account.qrCodeUrl) return openProfile(user, { by: 'qr code' });
      const qrCode = qrCodes.byUrl(text);
      if (!qrCode) return { type: 'unknown', text };
      if (account.isDisabled) return { type: 'unavailable' };
      if (qrCodes.isExpired(qrCode)) return { type: 'expired' };
      if (!user.following) return openProfile(user, { by: 'qr code', qrCode });
      allowMessages(user, 'scan', now());
      pushes.event(user, 'SCAN', String(qrCode.scene), qrCode);
      return chat();
    },
    follow(user: WechatUser, scanId: string): ScanResult {
      const profile = profiles.find(user.id, scanId);
      if (!profile) {
        throw new PhoneError('This profile is not open on this phone; scan the QR code again.');
      }
      return startFollowing(user, profile.by, profile.qrCode);
    },
    unfollow(user: WechatUser): void {
      if (!user.following) return;
      user.following = undefined;
      user.chat = [];
      user.allowances.clear();
      pushes.event(user, 'unsubscribe', settings.unsubscribeEventKey);
    },
  };
}

function createStartFollowing(
  { account, settings, now, random }: Platform,
  pushes: ActionPushes,
  chat: () => ScanResult,
) {
  return (user: WechatUser, by: Following['by'], qrCode?: QrCode): ScanResult => {
    if (account.isDisabled) return { type: 'unavailable' };
    if (user.following) return chat();
    user.following = { sinceMs: now(), by, scene: qrCode?.scene ?? '' };
    allowMessages(user, 'follow', now());
    if (by === 'payment') allowMessages(user, 'payment', now());
    const shown = settings.losesScenes ? undefined : qrCode;
    const tradeKey = by === 'payment' ? `last_trade_no_${random.digits(28)}` : '';
    pushes.event(user, 'subscribe', shown ? `qrscene_${shown.scene}` : tradeKey, shown);
    return chat();
  };
}

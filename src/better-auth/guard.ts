/** What better-auth must not let a session do that nobody has confirmed. */
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { readSession } from './read-session.js';
import type { SessionFields } from './schema.js';

/** Endpoints that add or remove a way to sign in. */
const guarded = [
  '/api-key/create',
  '/change-email',
  '/delete-user',
  // It signs in another device, with a session of its own.
  '/device/approve',
  '/email-otp/change-email',
  '/email-otp/request-email-change',
  '/link-social',
  '/oauth2/link',
  '/passkey/generate-register-options',
  '/passkey/verify-registration',
  '/phone-number/verify',
  '/two-factor/enable',
  '/unlink-account',
];

/** What better-auth says of an endpoint that is called. */
interface Called {
  readonly path?: string | undefined;
  readonly operationId?: string | undefined;
}

/**
 * Whoever gets a new visitor to scan a QR code holds a session of that person. It must not add a way in
 * that stays.
 */
export const refuseUnconfirmed = {
  matcher: ({ path, operationId }: Called): boolean =>
    // It has no path: only the application's own code can call it.
    operationId === 'setPassword' || (path !== undefined && guarded.includes(path)),
  handler: createAuthMiddleware(async (context) => {
    const found = await readSession(context);
    const session: (SessionFields & object) | undefined = found?.session;
    if (session?.wechatMpConfirmed !== false) return;
    throw new APIError('FORBIDDEN', {
      code: 'CONFIRMATION_REQUIRED',
      message: 'Confirm this login in WeChat first.',
    });
  }),
};

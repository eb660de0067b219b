/** What better-auth refuses, such as a banned user, the visitor reads. */
import { isAPIError } from 'better-auth/api';
import { SignInRefusedError } from '../server/index.js';

/** @throws SignInRefusedError with better-auth's words, if it or a hook of the application refuses */
export async function orRefuse<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    throw new SignInRefusedError(error.body?.message || error.message);
  }
}

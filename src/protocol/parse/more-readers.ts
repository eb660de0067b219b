/** Readers of fields that no page needs before its QR code. */
import { safeReturnTo } from '../return-to.js';
import { fail, oneOf, text, type Read } from './read.js';

export const boolean: Read<boolean> = oneOf(true, false);

export const path: Read<string> = (value, field) =>
  safeReturnTo(text(/^[^]{1,2048}$/)(value, field)) ?? fail(field);

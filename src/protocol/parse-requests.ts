/** Bodies of a page's requests, read before a backend uses them. Apart from parse.ts: no page needs them. */
import { chainValuePattern } from './chain.js';
import type { CreateRequest, RedeemRequest } from './messages.js';
import { key, object, oneOf, path, text } from './read.js';

const chainValue = text(chainValuePattern);

/** @throws ShapeError naming the field */
export const parseCreateRequest: (body: unknown) => CreateRequest = object<CreateRequest>({
  challenge: chainValue,
  purpose: oneOf('login', 'link'),
  method: oneOf('scan', 'message', 'oauth'),
  'officialAccount?': key,
  'lang?': text(/^[A-Za-z0-9-]{1,35}$/),
  'returnTo?': path,
});

/** @throws ShapeError naming the field */
export const parseRedeemRequest: (body: unknown) => RedeemRequest = object<RedeemRequest>({
  verifier: chainValue,
});

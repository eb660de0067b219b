/** Checks the answer that a settings page receives. Only settings pages load this file. */
import type { IdentityList, LinkedIdentity } from '../messages.js';
import { fail, list, object, shortText, text, type Read } from './read.js';

/** A moment in UTC as RFC 3339 writes it: https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
const utcMoment = text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/);

const linkedAt: Read<string> = (value, field) => {
  const moment = utcMoment(value, field);
  return Number.isNaN(Date.parse(moment)) ? fail(field) : moment;
};

const identity = object<LinkedIdentity>({
  // It becomes a segment of a path, where a segment of dots would name another resource.
  id: text(/^(?!\.)[!-~]{1,200}$/),
  'officialAccount?': shortText,
  linkedAt,
});

/**
 * Reads the answer to `GET /identities`.
 *
 * @throws ShapeError naming the field
 * @example
 * ```ts
 * const identities = [{ id: '7', linkedAt: '2026-02-14T08:30:00Z' }];
 * parseIdentityList({ identities }).identities.length; // 1
 * ```
 */
export const parseIdentityList: (body: unknown) => IdentityList = object<IdentityList>({
  identities: (value, field) => list()(value, field).map((each) => identity(each, field)),
});

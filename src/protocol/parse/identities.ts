/**
 * Reads the answer to a settings page. Loaded only there, and handed its readers, as parse-binding.ts
 * is.
 */
import type { IdentityList, LinkedIdentity } from '../messages.js';
import type { readers } from './read.js';

/** ISO 8601 in UTC. */
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

/** Its parser throws a ShapeError that names the field. */
export function createIdentitiesParser({
  fail,
  list,
  object,
  text,
  words,
}: typeof readers): (body: unknown) => IdentityList {
  const identity = object<LinkedIdentity>({
    // Stands in a path, where dots alone would name another.
    id: text(/^(?!\.)[!-~]{1,200}$/),
    'officialAccount?': words,
    linkedAt(value, field) {
      const written = text(instant)(value, field);
      return Number.isNaN(Date.parse(written)) ? fail(field) : written;
    },
  });
  return object<IdentityList>({
    identities: (value, field) => list(value, field).map((each) => identity(each, field)),
  });
}

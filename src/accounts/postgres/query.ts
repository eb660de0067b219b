/** The one thing asked of a PostgreSQL client, and what it means when it refuses. */

/** Runs one statement with `$1`, `$2` … Rejects with an error that has PostgreSQL's `code`. */
export type Query = (
  text: string,
  values: readonly unknown[],
) => Promise<{ readonly rows: readonly Row[] }>;

export type Row = Readonly<Record<string, unknown>>;

/** A parameter in milliseconds since the epoch, as a timestamp. */
export const at = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000)`;

/** The other way round. Clients differ in what they make of a timestamp, and of an int8. */
export const msOf = (column: string): string =>
  `round(extract(epoch from ${column}) * 1000)::float8`;

/**
 * Somebody else was first: unique_violation, foreign_key_violation, serialization_failure,
 * deadlock_detected (PostgreSQL, appendix A). Nothing of the statement has happened.
 */
const tooLate = new Set<unknown>(['23505', '23503', '40001', '40P01']);

/** Whether a change was made: false where it found no row to change, or somebody was first. */
export async function change(
  query: Query,
  text: string,
  values: readonly unknown[],
): Promise<boolean> {
  try {
    return (await query(text, values)).rows.length > 0;
  } catch (error) {
    // Any other refusal is the caller's: a connection that is gone, a schema that is not there.
    if (error instanceof Error && 'code' in error && tooLate.has(error.code)) return false;
    throw error;
  }
}

/** A column of type text. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  throw new Error(`PostgreSQL gave no text for "${column}"`);
}

/** A column of type text that may be null: then without the property. */
export function optional<Name extends string>(
  name: Name,
  row: Row,
  column: string,
): Partial<Record<Name, string>> {
  const isNull = row[column] === null || row[column] === undefined;
  return isNull ? {} : ({ [name]: text(row, column) } as Record<Name, string>);
}

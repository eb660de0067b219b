/** The function that runs statements in PostgreSQL, with helpers for its times, errors and rows. */
import { errorCodes } from '../log.js';

/**
 * Runs one statement with the parameters `$1`, `$2` … It has to reject with an error whose `code`, or
 * that of a `cause` of it, is PostgreSQL's error code.
 */
export type Query = (
  text: string,
  values: readonly unknown[],
) => Promise<{ readonly rows: readonly Row[] }>;

export type Row = Readonly<Record<string, unknown>>;

/** SQL for a parameter in milliseconds since the epoch, as a timestamp. */
export const at = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000)`;

/**
 * SQL for a timestamp column in milliseconds since the epoch. It returns a float8, because clients
 * differ in how they return a timestamp or an int8.
 */
export const msOf = (column: string): string =>
  `round(extract(epoch from ${column}) * 1000)::float8`;

/**
 * The errors that mean that somebody else was faster: unique_violation, foreign_key_violation,
 * serialization_failure, deadlock_detected. The statement then changed nothing.
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const conflictCodes = new Set<unknown>(['23505', '23503', '40001', '40P01']);

/** Runs a change. False if there was no row to change, or somebody else was faster. */
export async function change(
  query: Query,
  text: string,
  values: readonly unknown[],
): Promise<boolean> {
  try {
    return (await query(text, values)).rows.length > 0;
  } catch (error) {
    // The caller gets every other error: a lost connection, a missing table.
    if (errorCodes(error).some((errorCode) => conflictCodes.has(errorCode))) return false;
    throw error;
  }
}

/** The value of a text column. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === 'string') return value;
  throw new Error(
    `PostgreSQL returned no text for the column "${column}". Does the table match \`schema\`?`,
  );
}

/** The value of a text column as a property, or no property if it is null. */
export function optional<Name extends string>(
  name: Name,
  row: Row,
  column: string,
): Partial<Record<Name, string>> {
  const isNull = row[column] === null || row[column] === undefined;
  // A computed key has the type string; here it can only be Name.
  return isNull ? {} : ({ [name]: text(row, column) } as Record<Name, string>);
}

/** Bodies of API calls, read as the platform reads them. */
import { readBounded } from '../read-bounded.js';
import { Refusal } from './refusal.js';

const maxBodyBytes = 65_536;

/**
 * The body as text.
 * @throws Refusal 47001 where it is longer than any that the endpoints take
 */
export async function readBody(request: Request): Promise<string> {
  const text = await readBounded(request.body, maxBodyBytes);
  if (text === undefined) throw new Refusal(47001);
  return text;
}

export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws Refusal 47001 where the text is not one JSON object */
export function readJson(text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal(47001);
  }
  if (!isObject(value)) throw new Refusal(47001);
  return value;
}

/** Reads the bodies of API calls. */
import { BodyError, readBoundedText } from '../../wechat/io/read-text.js';
import { Refusal } from './refusal.js';

const maxBodyBytes = 65_536;

/**
 * The body as text.
 * @throws Refusal 47001 if it is longer than any that the endpoints take, or not UTF-8
 */
export async function readBody(request: Request): Promise<string> {
  const { signal } = request;
  try {
    return await readBoundedText(request, { maxBytes: maxBodyBytes, signal });
  } catch (error) {
    throw error instanceof BodyError ? new Refusal(47001) : error;
  }
}

export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws Refusal 44002 if there is no text, 47001 if it is not a JSON object */
export function readJson(text: string): Fields {
  if (text.trim() === '') throw new Refusal(44002);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal(47001);
  }
  if (!isObject(value)) throw new Refusal(47001);
  return value;
}

/** A text field of a body; '' if it is missing or of another type. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

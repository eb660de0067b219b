/** Bodies of a page's requests, read before a backend uses them. Apart from parse.ts: no page needs them. */
import { chainValuePattern } from '../chain.js';
import type {
  BindRequest,
  CodesRequest,
  CreateRequest,
  FieldValues,
  RedeemRequest,
} from '../messages.js';
import { fail, key, object, oneOf, path, text, type Read } from './read.js';

const chainValue = text(chainValuePattern);

/** A field that is refused is named, so what could not be a field's name is none (protocol, `Field`). */
const fieldName = /^[A-Za-z0-9_-]{1,32}$/;
const fieldValues: Read<FieldValues> = (value, field) => {
  if (typeof value !== 'object' || !value || Array.isArray(value)) fail(field);
  for (const [name, each] of Object.entries(value)) {
    if (!fieldName.test(name)) fail(field);
    if (typeof each !== 'string') fail(name);
  }
  return value as FieldValues;
};

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

/** What the fields have to hold is the form's to say. @throws ShapeError naming the field */
export const parseCodesRequest: (body: unknown) => CodesRequest = object<CodesRequest>({
  verifier: chainValue,
  method: key,
  fields: fieldValues,
});

/** What an action needs beside it is looked at where it is carried out. @throws ShapeError naming the field */
export const parseBindRequest: (body: unknown) => BindRequest = object<BindRequest>({
  verifier: chainValue,
  action: oneOf('create', 'link', 'select'),
  'method?': key,
  'fields?': fieldValues,
  'chatCode?': text(/^[^]{0,200}$/u),
  'choice?': text(/^[A-Za-z0-9_-]{1,64}$/),
});

/** @throws ShapeError naming the field */
export const parseTokenRequest: (body: unknown) => { readonly code: string } = object<{
  readonly code: string;
}>({ code: text(/^[!-~]{1,512}$/) });

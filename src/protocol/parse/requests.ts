/** Checks the bodies of a page's requests before a backend uses them. No page loads this file. */
import { chainValuePattern } from '../chain.js';
import type {
  BindRequest,
  CodesRequest,
  CreateRequest,
  FieldValues,
  RedeemRequest,
} from '../messages.js';
import { path } from './more-readers.js';
import { fail, key, object, oneOf, text, type Read } from './read.js';

const chainValue = text(chainValuePattern);

/** A refusal repeats the name of the field, so only names that a field can have are accepted. */
const fieldName = /^[A-Za-z0-9_-]{1,32}$/;
const fieldValues: Read<FieldValues> = (value, field) => {
  if (typeof value !== 'object' || !value || Array.isArray(value)) fail(field);
  for (const [name, each] of Object.entries(value)) {
    if (!fieldName.test(name)) fail(field);
    if (typeof each !== 'string') fail(name);
  }
  // Every value was checked above.
  return value as FieldValues;
};

/** An object that became a string on its way is not what the page meant. */
const appData = text(/^(?![^]*\[object [A-Z])[^]{1,1000}$/u);

/**
 * Reads the body of `POST /attempts`.
 *
 * @throws ShapeError naming the field
 * @example
 * ```ts
 * const { challenge } = await createChain();
 * parseCreateRequest({ challenge, purpose: 'login', method: 'scan' }).purpose; // 'login'
 * ```
 */
export const parseCreateRequest: (body: unknown) => CreateRequest = object<CreateRequest>({
  challenge: chainValue,
  purpose: oneOf('login', 'link', 'step-up'),
  method: oneOf('scan', 'message', 'oauth'),
  'officialAccount?': key,
  'lang?': text(/^[A-Za-z0-9-]{1,35}$/),
  'returnTo?': path,
  'resumeAt?': path,
  'appData?': appData,
  'captcha?': text(/^[ -~]{1,4096}$/),
});

/**
 * Reads the body of `POST /attempts/{id}/redeem`.
 *
 * @throws ShapeError naming the field
 * @example
 * ```ts
 * const { verifier } = await createChain();
 * parseRedeemRequest({ verifier }).verifier === verifier; // true
 * ```
 */
export const parseRedeemRequest: (body: unknown) => RedeemRequest = object<RedeemRequest>({
  verifier: chainValue,
});

/**
 * Reads the body of `POST /attempts/{id}/codes`. Check the values of the fields against the form of
 * the method that it names.
 *
 * @throws ShapeError naming the field
 * @example
 * ```ts
 * declare const request: Request;
 * const { method, fields } = parseCodesRequest(await request.json());
 * if (method === 'email-code') console.log(fields['email']);
 * ```
 */
export const parseCodesRequest: (body: unknown) => CodesRequest = object<CodesRequest>({
  verifier: chainValue,
  method: key,
  fields: fieldValues,
});

/**
 * Reads the body of `POST /attempts/{id}/bind`. The backend still has to check that the optional
 * parts that the action needs are there.
 *
 * @throws ShapeError naming the field
 * @example
 * ```ts
 * declare const request: Request;
 * const { action, method } = parseBindRequest(await request.json());
 * if (action === 'link' && method === undefined) throw new WechatMpLoginError('invalid_request');
 * ```
 */
export const parseBindRequest: (body: unknown) => BindRequest = object<BindRequest>({
  verifier: chainValue,
  action: oneOf('create', 'link', 'select'),
  'method?': key,
  'fields?': fieldValues,
  'chatCode?': text(/^[^]{0,200}$/u),
  'choice?': text(/^[A-Za-z0-9_-]{1,64}$/),
});

/**
 * Reads the body of `POST /token`, with which an application's server exchanges a one-time code.
 *
 * @throws ShapeError naming the field
 * @example
 * ```ts
 * parseTokenRequest({ code: 'k3Xq9vR2' }).code; // 'k3Xq9vR2'
 * ```
 */
export const parseTokenRequest: (body: unknown) => { readonly code: string } = object<{
  readonly code: string;
}>({ code: text(/^[!-~]{1,512}$/) });

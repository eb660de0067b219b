/** Reads docs/openapi.json, and checks bodies and whole answers against it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { safeReturnTo } from '../../../src/protocol/return-to.js';

export interface Schema {
  readonly [keyword: string]: unknown;
}
interface Reference {
  readonly $ref: string;
}
interface Header {
  readonly required?: boolean;
  readonly schema: Schema;
}
export interface Answer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Header | Reference>>;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly responses: Readonly<Record<string, Answer | Reference>>;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Answer['content'] };
}
interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, Answer>>;
    readonly headers: Readonly<Record<string, Header>>;
  };
}

export const openapi = JSON.parse(
  readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'),
) as OpenApi;

const methods = ['get', 'post', 'delete', 'put', 'patch', 'head', 'options'];

export interface Route {
  readonly template: string;
  readonly method: string;
  readonly operation: Operation;
}

export const routes: readonly Route[] = Object.entries(openapi.paths).flatMap(([template, item]) =>
  Object.entries(item)
    .filter(([method]) => methods.includes(method))
    .map(([method, operation]) => ({ template, method, operation: operation as Operation })),
);

/** Follows a reference within the document. Returns anything else as it is. */
export function resolve<T extends object>(value: T | Reference): T {
  if (!('$ref' in value)) return value;
  assert.match(value.$ref, /^#\//, 'a reference within the document');
  let at: unknown = openapi;
  for (const step of value.$ref.slice(2).split('/')) at = (at as Record<string, unknown>)[step];
  assert.ok(at, `${value.$ref} leads nowhere`);
  return at as T;
}

/** Every object inside a value, the value included. */
export function nodesOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(nodesOf);
  return Array.isArray(value) ? inner : [value as Record<string, unknown>, ...inner];
}

const schemasId = 'https://schemas.invalid/wechat-mp-login';

/** Points references into the document at the bundle of schemas that ajv knows. */
function bundled(value: unknown, closed: boolean): unknown {
  return JSON.parse(JSON.stringify(value), (name, part: unknown) => {
    if (name === 'additionalProperties' && !closed) return undefined;
    return name === '$ref' && typeof part === 'string'
      ? part.replace('#/components/schemas/', `${schemasId}#/$defs/`)
      : part;
  });
}

/**
 * Compiles schemas of the document, strictly: an unknown keyword or format is an error. With
 * `closed: false` unknown fields are accepted, as a parser must for newer versions.
 */
export function createCompiler(
  { closed }: { closed: boolean } = { closed: true },
): (schema: Schema) => ValidateFunction {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  ajv.addFormat('return-to', (path: string) => safeReturnTo(path) !== undefined);
  ajv.addFormat('uri', (address: string) => URL.canParse(address));
  ajv.addFormat('date-time', (time: string) => !Number.isNaN(Date.parse(time)));
  ajv.addSchema({ $id: schemasId, $defs: bundled(openapi.components.schemas, closed) });
  return (schema) => ajv.compile(bundled(schema, closed) as Schema);
}

export const schemaRef = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const compile = createCompiler();
/** Cached by the schema's text, because tests check the same schemas again and again. */
const compiled = new Map<string, ValidateFunction>();

/** The operation that a request's method and path (below the base URL) belong to. */
export function findRoute(method: string, path: string): Route | undefined {
  return routes.find(
    (route) =>
      route.method === method.toLowerCase() &&
      new RegExp(`^${route.template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );
}

export interface GivenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/**
 * Checks an answer against the document: status, content type, body and headers.
 * @throws AssertionError that names what is not documented
 */
export function assertDocumented(method: string, path: string, given: GivenAnswer): void {
  const { status, headers, body } = given;
  const route = findRoute(method, path);
  const what = `${method} ${route?.template ?? path} ${status}`;
  const { NotFound, MethodNotAllowed } = openapi.components.responses;
  const elsewhere = status === 405 ? MethodNotAllowed : NotFound;
  const documented = route ? route.operation.responses[String(status)] : elsewhere;
  assert.ok(documented, `${what} is not documented`);
  const { content, headers: expectedHeaders = {} } = resolve(documented);
  if (!route) assert.equal(status, status === 405 ? 405 : 404, what);

  for (const [name, header] of Object.entries(expectedHeaders)) {
    const { required = false, schema } = resolve(header);
    const value = headers.get(name);
    if (value === null) assert.ok(!required, `${what} has no ${name}`);
    else assertValid(schema, value, `${what}, header ${name}`);
  }
  const type = headers.get('content-type')?.split(';')[0]?.trim() ?? '';
  if (body === '' && content === undefined) return;
  const media = content?.[type];
  assert.ok(media, `${what} answers ${type || 'without a type'}: ${body}`);
  assertValid(media.schema, /json$/.test(type) ? JSON.parse(body) : body, what);
}

export function assertValid(schema: Schema, value: unknown, what: string): void {
  const text = JSON.stringify(schema);
  const validate = compiled.get(text) ?? compile(schema);
  compiled.set(text, validate);
  const valid = validate(value);
  assert.ok(valid, `${what}: ${JSON.stringify(validate.errors)} in ${JSON.stringify(value)}`);
}

/**
 * What reaches the backend in place of a `Request`. Frameworks and test runners have `Request` classes
 * of their own, so a request is known by what it can do, and only what the standard promises is read.
 */
import type { EventLog } from '../base/operation/log-events.js';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  (typeof value === 'object' || typeof value === 'function') && value !== null
    ? (value as Fields)
    : {};

function isRequest(given: unknown): given is Request {
  const { method, url, headers, text } = fieldsOf(given);
  return (
    typeof method === 'string' &&
    typeof url === 'string' &&
    typeof fieldsOf(headers)['get'] === 'function' &&
    typeof text === 'function'
  );
}

function isNodeRequest(given: unknown): boolean {
  const { headers, socket, stream } = fieldsOf(given);
  return typeof headers === 'object' && (socket ?? stream) !== undefined;
}

/** Where the objects that frameworks pass to a handler keep the Request. */
const places = ['req', 'request', 'raw', 'req.raw', 'web.request'];

function at(given: unknown, place: string): unknown {
  return place.split('.').reduce<unknown>((value, name) => fieldsOf(value)[name], given);
}

/** What to do instead of passing `given`, which is no Request. */
export function wayOutOf(given: unknown): string {
  if (isRequest(given)) return 'It is a Request. Pass it to `login.fetch`.';
  const place = places.find((each) => isRequest(at(given, each)));
  if (place !== undefined) {
    return `Its \`${place}\` is one. Pass that, as in \`login.fetch(context.${place})\`.`;
  }
  if (isNodeRequest(at(given, 'node.req'))) {
    return (
      'It is an event of h3. Pass `toWebRequest(event)`, or mount ' +
      '`fromNodeMiddleware(toNodeListener(login))` (wechat-mp-login/server/node).'
    );
  }
  if (isNodeRequest(at(given, 'raw'))) {
    return (
      'It is a request of Fastify. Register the plugin in place of a route: ' +
      '`app.register(toFastifyPlugin(login))` (wechat-mp-login/server/fastify).'
    );
  }
  if (isNodeRequest(given) || isNodeRequest(at(given, 'req'))) {
    return (
      'It is a request of node:http. Mount `toNodeListener(login)` ' +
      '(wechat-mp-login/server/node) in place of `login.fetch`.'
    );
  }
  if (typeof given === 'string' || given instanceof URL) {
    return 'It is an address. Pass `new Request(address)`.';
  }
  return 'Pass the Request that your server has received (docs/frameworks.md).';
}

/** Returns a function that throws a TypeError for what is no Request, and says the same once in the log. */
export function createRequestCheck(log: EventLog) {
  let hasLogged = false;
  return (given: unknown): void => {
    if (isRequest(given)) return;
    const meaning = `login.fetch was given something that is no Request. ${wayOutOf(given)}`;
    if (!hasLogged) log('error', 'not_a_request', { meaning });
    hasLogged = true;
    throw new TypeError(meaning);
  };
}

/** Requests of some frameworks have a path as their URL. Nothing here depends on the host. */
export function urlOf({ url }: Pick<Request, 'url'>): URL {
  return new URL(url, 'http://localhost');
}

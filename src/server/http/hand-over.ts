/** Takes the pushes of logins from an application that receives all pushes itself. */
import type { Backend } from '../endpoints/backend.js';
import { takeLoginPush } from '../endpoints/push/push.js';
import { toResponse, withCommonHeaders } from './answer.js';
import { textAnswer, toPushCall } from './calls.js';
import { problemAnswer, toOurError } from './problems.js';
import { urlOf } from './requests.js';

/** A push as an application has received it, where it has no `Request`, or has read its body before. */
export type HandedPush = {
  /** The body as it came, as text or bytes. */
  readonly body: string | Uint8Array;
} & (
  | {
      /** The URL or the path of the request, with its query. */
      readonly url: string | URL;
    }
  | {
      /** The query of the request. */
      readonly query: string | URLSearchParams | Readonly<Record<string, string>>;
    }
);

/** See `WechatMpLogin.takePush`. */
export type TakePush = (push: Request | HandedPush) => Promise<Response | undefined>;

/** What frameworks may pass. All of it is unknown, because JavaScript does not check types. */
type Given = Readonly<
  Partial<Record<'method' | 'url' | 'query' | 'body' | 'rawBody' | 'clone', unknown>>
>;

/** Anything may come from JavaScript. */
const givenOf = (push: unknown): Given => push ?? {};

const problems = {
  consumed:
    'takePush was given a Request whose body something else had read before. Call takePush first, or pass `{ url, body }` with the text or bytes that were read.',
  no_body:
    'takePush needs a Request, or `{ url, body }` with the body as it came: text or bytes. If a parser has made an object of the XML, let it keep the text as well (docs/pushes.md).',
  no_query: 'takePush needs the query of the request: in `url`, or in `query`.',
} as const;

type Problem = keyof typeof problems;

export function createTakePush(backend: Backend): TakePush {
  const { log } = backend;
  const noted = new Set<Problem>();

  /** Once: a mistake in the application's code shows with every push. */
  function note(problem: Problem): void {
    if (!noted.has(problem)) log('error', 'push_not_taken', { meaning: problems[problem] });
    noted.add(problem);
  }

  return async (push) => {
    const { method = 'POST' } = givenOf(push);
    // The application has the address, so it answers WeChat's check of it.
    if (String(method).toUpperCase() !== 'POST') return undefined;
    const request = toRequest(push);
    if (typeof request === 'string') {
      note(request);
      return undefined;
    }
    try {
      const reply = await takeLoginPush(
        backend,
        toPushCall(request, urlOf(request), () => note('consumed')),
      );
      if (!reply) return undefined;
      return toResponse(withCommonHeaders(textAnswer({ ...reply, push: 'login' })));
    } catch (error) {
      return toResponse(problemAnswer(toOurError(log, error)));
    }
  };
}

/** A request whose body nobody has read and nobody else will read. */
function toRequest(push: Request | HandedPush): Request | Problem {
  const given = givenOf(push);
  if (typeof given.clone === 'function') return cloneOf(push as Request);
  const body = [given.rawBody, given.body].find(isBody);
  if (body === undefined) return 'no_body';
  const url = addressOf(given);
  return url === undefined ? 'no_query' : new Request(url, { method: 'POST', body });
}

function cloneOf(request: Request): Request | Problem {
  if (request.bodyUsed) return 'consumed';
  try {
    return request.clone();
  } catch {
    // Somebody is reading it at this moment.
    return 'consumed';
  }
}

function isBody(value: unknown): value is string | Uint8Array<ArrayBuffer> {
  return typeof value === 'string' || value instanceof Uint8Array;
}

const anyHost = 'http://localhost';

/** The host does not matter, and frameworks pass a path as often as a URL. */
function addressOf({ url, query }: Given): URL | undefined {
  const address = url instanceof URL ? url.href : url;
  if (typeof address === 'string' && URL.canParse(address, anyHost)) {
    return new URL(address, anyHost);
  }
  if (typeof query !== 'string' && (typeof query !== 'object' || query === null)) return undefined;
  // The type promises nothing about an object's values, and URLSearchParams makes texts of them.
  return new URL(`?${new URLSearchParams(query as Record<string, string>).toString()}`, anyHost);
}

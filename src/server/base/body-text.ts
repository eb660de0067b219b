/**
 * Responses whose text is at hand. The body of a Response is a stream, and a server that has to read it
 * needs as long for that as for everything else that it sends.
 */
const texts = new WeakMap<Response, string>();

export function createResponse(text: string, init: ResponseInit): Response {
  const response = new Response(text, init);
  texts.set(response, text);
  return response;
}

/** Undefined for a stream, without a body, and for a response that somebody else has made. */
export function textOf(response: Response): string | undefined {
  return texts.get(response);
}

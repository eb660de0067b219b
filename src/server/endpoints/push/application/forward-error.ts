/** Why an answer of the application was not passed on, and what its developers can do about it. */

export type ForwardFault =
  | 'late'
  | 'unreachable'
  | 'away'
  | 'status'
  | 'redirect'
  | 'html'
  | 'malformed'
  | 'too_large'
  | 'loop';

/** `detail` is for the log: a status, an origin, or a fault of the answer; nothing that anyone sent. */
export class ForwardError extends Error {
  readonly reason: ForwardFault;
  readonly detail: string;

  constructor(reason: ForwardFault, detail = '') {
    super(`The push was not answered: ${reason}.`);
    this.name = 'ForwardError';
    this.reason = reason;
    this.detail = detail;
  }
}

const dropped = 'WeChat would show an error in the chat, so it got "success" instead.';
const lost = 'The application has not received this push.';

const meanings = {
  late: (host) =>
    `${host} took longer than WeChat waits for an answer, which is 5 s. WeChat got "success", and whatever the application answers now is lost. Let it answer "success" at once, and write to the person later with a customer message.`,
  unreachable: (host, detail) =>
    `${host} could not be reached until the time for an answer was up${inBrackets(detail)}. ${lost} Check that it runs, and that this server can reach it.`,
  away: (host, detail) =>
    `${host} answered ${detail} until the time for an answer was up. ${lost} Check that the application runs behind its proxy.`,
  status: (host, detail) =>
    `${host} answered ${detail}, and not 200. ${dropped} See the log of the application. If it refuses the push, it has another Token or EncodingAESKey, or accepts the addresses of WeChat only: let it accept this server's, too.`,
  redirect: (host, detail) =>
    `${host} redirects${detail === '' ? '' : ` to ${detail}`}. Redirects are not followed. ${lost} Set \`forwardPushes\` to the final address; look for https, "www." and a slash at the end.`,
  html: (host) =>
    `${host} answered with a page of HTML. ${dropped} Check that \`forwardPushes\` is the address at which the application receives pushes, and not that of a page for people.`,
  malformed: (host, detail) =>
    `${host} gave an answer that WeChat does not take: ${detail}. ${dropped} Let the application answer "success", nothing, or a reply as XML, in safe mode encrypted with the Token and EncodingAESKey of this account.`,
  too_large: (host) =>
    `${host} gave an answer that is longer than any reply. ${dropped} Check that \`forwardPushes\` is the address at which the application receives pushes.`,
  loop: (host) =>
    `A push that was forwarded to ${host} came back to this backend. ${lost} If ${host} is this backend under another name, set \`forwardPushes\` to the application. If the application passes its pushes on to this backend, leave \`forwardPushes\` out: one of the two stands in front.`,
} satisfies Record<ForwardFault, (host: string, detail: string) => string>;

export function meaningOf({ reason, detail }: ForwardError, host: string): string {
  return meanings[reason](host, detail);
}

function inBrackets(detail: string): string {
  return detail === '' ? '' : ` (${detail})`;
}

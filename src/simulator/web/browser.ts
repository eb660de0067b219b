/**
 * WeChat's browser over HTTP. The real one knows who its owner is; here, a cookie says so, which the
 * phone sets when it opens a page, or else the visitor is asked.
 */
import type { Platform } from '../platform.js';
import type { WechatUser } from '../users.js';
import { authorize } from './authorize.js';
import { AuthorizeError, checkPerson, readAuthorizeUrl } from './authorize-url.js';
import { errorPage, mistakePage, personPage, questionPage } from './pages.js';

const cookieName = 'simulated-wechat-person';
/** Parameters of the simulator's own links; WeChat has none of them. */
const personName = 'simulated_person';
const answerName = 'simulated_answer';

/** `{address}/inside-wechat?person=&url=` and `{address}/connect/oauth2/authorize?…` */
export function isBrowserPath(pathname: string): boolean {
  return /\/(?:inside-wechat|connect\/oauth2\/authorize)$/.test(pathname);
}

export function createBrowser(platform: Platform): (request: Request) => Promise<Response> {
  const { account, settings, users } = platform;

  async function authorizePage(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const person = url.searchParams.get(personName) ?? readCookie(request);
    const answer = url.searchParams.get(answerName);
    const query = new URLSearchParams(url.searchParams);
    query.delete(personName);
    query.delete(answerName);
    const asked = readAuthorizeUrl(query, account, settings);
    const user = users.get(person);
    const linkOf = (more: Record<string, string>): string =>
      `?${query.toString()}&${new URLSearchParams(more).toString()}`;
    if (!user) return personPage(users.all(), (id) => linkOf({ [personName]: id }));
    checkPerson(user, account);
    if (asked.asks && answer === null) {
      const links = (given: string): string =>
        linkOf({ [personName]: user.id, [answerName]: given });
      return questionPage(account, user, { allow: links('allow'), refuse: links('refuse') });
    }
    return redirect((await authorize(platform, user, asked, answer !== 'refuse')).href);
  }

  return async (request) => {
    if (request.method !== 'GET') return mistakePage(405, 'A browser opens this address by GET.');
    if (new URL(request.url).pathname.endsWith('/inside-wechat')) return open(request, users.all());
    try {
      return await authorizePage(request);
    } catch (error) {
      if (error instanceof AuthorizeError) return errorPage(error);
      throw error;
    }
  };
}

/**
 * Notes whose WeChat this browser is, and opens the page. The cookie's path is by default where the
 * simulator is mounted.
 */
function open(request: Request, people: readonly WechatUser[]): Response {
  const { searchParams } = new URL(request.url);
  const id = searchParams.get('person') ?? '';
  const target = searchParams.get('url') ?? '';
  if (!people.some((each) => each.id === id)) {
    return mistakePage(404, 'There is nobody with this id on the phone.');
  }
  if (!/^https?:/i.test(target) || !URL.canParse(target)) {
    return mistakePage(
      400,
      `"${target}" is not an address of a page: it begins with https:// or http://.`,
    );
  }
  const response = redirect(new URL(target).href);
  const value = encodeURIComponent(id);
  response.headers.append('set-cookie', `${cookieName}=${value}; HttpOnly; SameSite=Lax`);
  return response;
}

function redirect(location: string): Response {
  return new Response(null, {
    status: 302,
    headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  });
}

function readCookie(request: Request): string {
  const cookies = request.headers.get('cookie') ?? '';
  const found = cookies.split(/; */).find((each) => each.startsWith(`${cookieName}=`));
  try {
    return decodeURIComponent(found?.slice(cookieName.length + 1) ?? '');
  } catch {
    // Not a cookie of ours.
    return '';
  }
}

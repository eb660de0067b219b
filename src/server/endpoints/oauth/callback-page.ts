/** What a visitor sees whom the callback cannot lead back to a page. It has no script and no link. */
import type { PageReply } from '../call.js';

interface Sentences {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
}

const pages = {
  incomplete: {
    status: 400,
    zh: '这个登录地址不完整。请回到要登录的网页，再点一次登录按钮。',
    en: 'This sign-in address is incomplete. Go back to the page where you want to sign in, and tap the button again.',
  },
  unknown: {
    status: 404,
    zh: '这个登录地址已失效或已用过。请回到要登录的网页，再点一次登录按钮。',
    en: 'This sign-in address is no longer valid, or was used before. Go back to the page where you want to sign in, and tap the button again.',
  },
  otherBrowser: {
    status: 403,
    zh: '这次登录不是从这里开始的，没有人被登录。如果是别人发来的链接，请关闭本页；如果是你自己在登录，请回到网页，再点一次登录按钮，并允许使用 Cookie。',
    en: 'This sign-in did not begin here, and nobody was signed in. If somebody sent you this link, close the page. If you were signing in yourself, go back to the page, allow cookies, and tap the button again.',
  },
} satisfies Record<string, Sentences>;

export function callbackPage(name: keyof typeof pages): PageReply {
  const { status, zh, en } = pages[name];
  const html = `<!doctype html>
<html lang="zh-Hans">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>登录未完成 · Not signed in</title>
<p>${zh}</p>
<p lang="en">${en}</p>
</html>
`;
  return { status, html };
}

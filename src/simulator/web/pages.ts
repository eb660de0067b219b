/** The pages of WeChat's browser: whose WeChat it is, the question, and errors. Without a script. */
import type { SimulatedAccount } from '../account.js';
import type { WechatUser } from '../users.js';
import type { AuthorizeError } from './authorize-url.js';

/** For a browser of which the simulator does not know whose WeChat it is. */
export function personPage(
  people: readonly WechatUser[],
  linkOf: (id: string) => string,
): Response {
  const items = people.map(
    ({ id, name, avatar }) =>
      `<li><a href="${escape(linkOf(id))}">${escape(`${avatar} ${name}`)}</a></li>`,
  );
  return page(200, '这是谁的微信？ Whose WeChat is this?', `<ul>${items.join('')}</ul>`);
}

export function questionPage(
  { name }: SimulatedAccount,
  user: WechatUser,
  links: { readonly allow: string; readonly refuse: string },
): Response {
  return page(
    200,
    `${name} 申请获得你的授权`,
    `<p>${escape(`${user.avatar} ${user.name}`)}</p>
<p><a class="primary" href="${escape(links.allow)}">允许</a> <a href="${escape(links.refuse)}">拒绝</a></p>`,
  );
}

export function errorPage({ message, errcode }: AuthorizeError): Response {
  const code = errcode === undefined ? '' : `<p>错误码：${errcode}</p>`;
  return page(200, 'Oops! Something went wrong:(', `<p>${escape(message)}</p>${code}`);
}

export function mistakePage(status: number, sentence: string): Response {
  return page(status, 'wechat-mp-login/simulator', `<p>${escape(sentence)}</p>`);
}

const style =
  'body{font:17px/1.5 system-ui;max-width:20em;margin:15vh auto 0;padding:0 1em;color-scheme:light dark}ul{padding:0;list-style:none}a{display:inline-block;padding:.5em 1em;margin:.25em 0;border-radius:.5em;background:#8882;color:inherit;text-decoration:none}.primary{background:#07824a;color:#fff}';

function page(status: number, title: string, content: string): Response {
  const html = `<!doctype html>
<html lang="zh-Hans"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title><style>${style}</style>
<h1>${escape(title)}</h1>
${content}
</html>
`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
  });
}

function escape(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };
  return text.replace(/[&<"]/g, (sign) => entities[sign] ?? sign);
}

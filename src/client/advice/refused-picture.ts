/** Tells developers why a picture is not shown: visitors see the card without it. */
import { helpPage, sayOnce } from './say-once.js';

export function refusedPicture(href: string, allowed: string): void {
  sayOnce(
    `wechat-mp-login: the picture ${href} is not shown. Pictures come over https, from the page, the backend or WeChat. To allow others, set allowed-addresses to the beginnings of their addresses. It is now "${allowed}". ${helpPage('tag.md#what-a-backend-cannot-do')}`,
  );
}

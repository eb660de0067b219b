/** Tells developers why a picture is not shown. Loads only then, so that no visitor pays for it. */

const told = new Set<string>();

/** Explains each address once. */
export function explainRefusedPicture(href: string, allowed: string): void {
  if (told.has(href)) return;
  told.add(href);
  // eslint-disable-next-line no-console -- visitors see the card without the picture; only the developer can allow it
  console.warn(
    `wechat-mp-login: the picture ${href} is not shown. Pictures come over https, from the page, the backend or WeChat. To allow others, set allowed-addresses to the beginnings of their addresses, such as "https://pictures.example/". It is now "${allowed}".`,
  );
}

/**
 * Cuts a text into words for the search. Chinese has no blanks between words, and each browser cuts it
 * otherwise; pairs of characters are the same everywhere. Runs in the browser, too: it may use nothing outside.
 */
export function tokenize(text: string): string[] {
  const runs = text.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}_])+/gu) ?? [];
  return runs.flatMap((run) => {
    const characters = [...run];
    if (characters.length === 1 || !/\p{Script=Han}/u.test(run)) return [run];
    return characters.slice(1).map((character, index) => characters[index]! + character);
  });
}

/** The words to look for in place of a word that somebody types: those that the documents use, too. */
export function wordsFor(typed: string): string[] {
  const ours: Readonly<Record<string, string>> = {
    登陆: '登录',
    跨域: 'cors',
    帐号: '账号',
    帐户: '账号',
    账户: '账号',
    暗色: '深色',
    黑暗: '深色',
    夜间: '深色',
    allowlist: 'whitelist',
    callback: 'push',
    i18n: 'languages',
    a11y: 'accessibility',
  };
  const word = typed.toLowerCase();
  return Object.hasOwn(ours, word) ? [word, ours[word]!] : [word];
}

/** How much a page counts in the search: files of the repository come after the pages. */
export function weightOf(id: string): number {
  return id.includes('/files/') ? 0.3 : 1;
}

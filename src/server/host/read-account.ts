/** Reads an account of the application, and says which part of it the page sees. */
import { isVisible } from '../../protocol/graphemes.js';
import type { Account } from '../../protocol/messages.js';
import { localize } from '../base/localized-text.js';
import { printable, shorten } from '../base/names.js';
import { readList, readId, readObject, type Fields, type Source } from './answers.js';
import type { HostAccount } from './host.js';

/** As many code points as a page accepts (src/protocol/parse/read.ts). */
const maxNameLength = 200;
/** What a page accepts as the address of a picture (src/protocol/parse/read.ts). */
const address = /^(https?:\/\/|\/(?![/\\]))[!-~]{0,1000}$/;

const account = 'account, an object with `id`, `name` and perhaps `avatar`';

/** The one account in an answer; undefined if there is none. */
export function readAccount(source: Source, value: unknown): HostAccount | undefined {
  const fields = readObject(source, account, value);
  return fields && toAccount(source, fields);
}

export function readAccounts(source: Source, value: unknown): readonly HostAccount[] {
  return readList(value).flatMap((each) => readAccount(source, each) ?? []);
}

function toAccount(source: Source, { id, name, avatar, ...rest }: Fields): HostAccount {
  const picture = readAvatar(source, avatar);
  return {
    // The application's own fields go back to the application.
    ...rest,
    id: readId(source, id),
    name: readName(source, name),
    ...(picture === undefined ? {} : { avatar: picture }),
  };
}

/** The name; '' for one that nobody can see, which `visibleAccount` replaces. */
function readName(source: Source, value: unknown): string {
  const text = typeof value === 'string' ? value : '';
  const name = shorten(printable(text), maxNameLength);
  if (!isVisible(name)) {
    source.note('`name` must be a text with something to see; the page shows a general one');
    return '';
  }
  if (name !== text.trim()) {
    source.note(
      `\`name\` has control characters, or more than ${maxNameLength} others; it was cleaned`,
    );
  }
  return name;
}

/** Undefined without a picture, and for one that a page would refuse. */
function readAvatar(source: Source, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const found = typeof value === 'string' ? toAddress(value.trim()) : undefined;
  if (found === undefined) {
    source.note(
      '`avatar` must be an http(s) URL or a path that begins with "/", of at most 1000 characters; it was left out',
    );
  }
  return found;
}

function toAddress(text: string): string | undefined {
  if (address.test(text)) return text;
  const base = 'https://origin.invalid';
  if (!/^(https?:\/)?\/[^\\]/i.test(text) || !URL.canParse(text, base)) return undefined;
  // Encodes what an address cannot contain, such as Chinese characters, and names the scheme of `//…`.
  const { href, origin } = new URL(text, base);
  const encoded = origin === base ? href.slice(base.length) : href;
  return address.test(encoded) ? encoded : undefined;
}

const unnamed = { en: 'WeChat user', zh: '微信用户' };

/** The part of an account that the page may see, in the language of the page. */
export function visibleAccount(
  { name, avatar }: Pick<HostAccount, 'name' | 'avatar'>,
  lang: string | undefined,
): Account {
  return {
    name: name === '' ? localize(unnamed, lang) : name,
    ...(avatar === undefined ? {} : { avatar }),
  };
}

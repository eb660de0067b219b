/** The languages beside English and Chinese: found by their tags, complete, small, and translated. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import ts from 'typescript';
import { loginTermsFor } from '../../src/elements/texts/terms.js';
import { importTerms } from '../../src/locales/more-languages.js';
import { readLanguageTag } from '../../src/protocol/language-tag.js';
import { languages, rowsOf, termsByTag } from '../../stories/texts/texts-rows.js';
import type { Language, TagGroup } from '../../stories/texts/texts-rows.js';

const groups = Object.keys(termsByTag) as TagGroup[];
const rows = groups.flatMap(rowsOf);
const added = languages.filter((lang) => lang !== 'en' && !lang.startsWith('zh'));

test('every folder of texts is a language that the tags know, and that these tests read', () => {
  const folders = readdirSync('src/locales', { withFileTypes: true })
    .filter((each) => each.isDirectory() && each.name !== 'terms')
    .map(({ name }) => name);
  assert.deepEqual(folders.sort(), languages.map((lang) => lang.toLowerCase()).sort());
});

test('a tag finds its language, whatever its region or script, and English if we have none', async () => {
  const found = {
    'ja-JP': 'ja',
    'ko-KR': 'ko',
    'vi-VN': 'vi',
    'th-TH-u-nu-thai': 'th',
    'id-ID': 'id',
    // The codes of Indonesian and of standard Malay before 1989 and 2009.
    in: 'id',
    zsm: 'ms',
    'ms-MY': 'ms',
    'ru-KZ': 'ru',
    'es-419': 'es',
    'es-MX': 'es',
    fr_CA: 'fr',
    'de-CH': 'de',
    'pt-BR': 'pt',
    'pt-PT': 'pt',
    'ar-EG': 'ar',
    'AR-sa': 'ar',
    sv: 'en',
    jv: 'en',
    fil: 'en',
    'en-GB': 'en',
    enm: 'en',
  };
  for (const [written, lang] of Object.entries(found)) {
    const tag = readLanguageTag(written);
    assert.ok(tag, written);
    assert.equal((await loginTermsFor(tag)).lang, lang, written);
  }
});

test('a language that we do not have is an error, which the tags answer with English', () => {
  assert.throws(() => importTerms('sv', 'login'), /sv/);
});

test('each file is at most 2 KiB, compressed', () => {
  const tooLarge = languages
    .map((lang) => lang.toLowerCase())
    .flatMap((folder) => readdirSync(`src/locales/${folder}`).map((file) => `${folder}/${file}`))
    .map((file) => {
      const { outputText } = ts.transpileModule(readFileSync(`src/locales/${file}`, 'utf8'), {
        compilerOptions: { target: ts.ScriptTarget.ES2022, removeComments: true },
      });
      return [file, gzipSync(outputText.replace(/^ +/gm, ''), { level: 9 }).length] as const;
    })
    .filter(([, bytes]) => bytes > 2048);
  assert.deepEqual(tooLarge, []);
});

for (const lang of languages) {
  test(`${lang}: the number of tries has each plural form that small numbers need, and no other`, () => {
    const rules = new Intl.PluralRules(lang);
    const needed = new Set(Array.from({ length: 200 }, (_, count) => rules.select(count)));
    const { triesLeft } = termsByTag.binding[lang];
    assert.deepEqual(Object.keys(triesLeft).sort(), [...needed.add('other')].sort());
  });
}

/** What is the same in all languages: names, the words of the chat, and the name of a file. */
const mayBeEnglish =
  /^(binding\.chat\.(confirm|notMe)|identities\.wechat|identities\.close|doors\.fileName)$/;

for (const lang of added) {
  test(`${lang}: no text is left in English`, () => {
    const same = rows
      .filter(({ path }) => !mayBeEnglish.test(path))
      .filter(({ wordings }) =>
        wordings[lang].flat().some((text) => wordings.en.flat().includes(text)),
      )
      .map(({ path }) => path);
    assert.deepEqual(same, []);
  });
}

/** Values that stand in a sentence, by its path: the first argument, and what must appear. */
const inserted: readonly (readonly [RegExp, unknown])[] = [
  [/^doors\.(find|scanAccount|holdAccount)$/, '[value]'],
  [/^identities\.(linked|unlinked)$/, '[value]'],
  [/^identities\.messages\.(too_recent|rate_limited)$/, '[value]'],
  [/^binding\.(resendIn|chatDigitsHint)$/, '[value]'],
  [/^binding\.mistakes\.(proof|chat)$/, { tries: '[value]', wait: '' }],
  [/^binding\.mistakes\.rate_limited$/, { tries: '', wait: '[value]' }],
  [/^binding\.messages\.rate_limited$/, { kind: 'service', wait: '[value]' }],
];

function textAt(lang: Language, path: string): unknown {
  const [group = '', ...keys] = path.split('.');
  const text = keys.reduce<unknown>(
    (tree, key) => (tree as Record<string, unknown>)[key],
    termsByTag[group as TagGroup][lang],
  );
  return Array.isArray(text) ? text.find((part) => typeof part === 'function') : text;
}

for (const lang of languages) {
  test(`${lang}: every sentence shows the value that it is given`, () => {
    for (const [pattern, value] of inserted) {
      const paths = rows.map(({ path }) => path).filter((path) => pattern.test(path));
      assert.ok(paths.length > 0, String(pattern));
      for (const path of paths) {
        const text = textAt(lang, path);
        assert.ok(typeof text === 'function', path);
        // Each takes its value first.
        const said = (text as (value: unknown, kind: string) => string)(value, 'service');
        assert.equal(said.split('[value]').length, 2, `${path}: ${said}`);
      }
    }
  });
}

/** Marks that a language does not write so. */
const wrongMarks: Partial<Record<Language, RegExp>> = {
  ja: /[,.;:?!()"'“”]|[ぁ-ん] [ぁ-ん]/,
  ko: /["“”「」]/,
  // A narrow no-break space before ? ! and ;, a full one before a colon and inside quotation marks.
  fr: /[^\u202f][?!;]|[^\u00a0][:»]|«[^\u00a0]|["'“”]/,
  de: /["'”]|“[^ .,?!]|„ /,
  ru: /["'“”]/,
  es: /["'“”]|^[^¿]*\?/,
  ar: /[,;?"'“”]/,
};

for (const [lang, marks] of Object.entries(wrongMarks)) {
  test(`${lang}: quotation and other marks are those of the language`, () => {
    const wrong = rows
      .flatMap(({ path, wordings }) =>
        wordings[lang as Language].flat().map((text) => [path, text] as const),
      )
      .filter(([path, text]) => !mayBeEnglish.test(path) && marks.test(text))
      .map(([path, text]) => `${path}: ${text}`);
    assert.deepEqual(wrong, []);
  });
}

test('th: browsers, which find words in a dictionary, break no line inside "แชท"', () => {
  const words = new Intl.Segmenter('th', { granularity: 'word' });
  const broken = rows
    .flatMap(({ wordings }) => wordings.th.flat())
    .filter((text) => [...words.segment(text)].some(({ segment }) => segment === 'แช'));
  assert.deepEqual(broken, []);
});

const arabic = rows
  .filter(({ path }) => !mayBeEnglish.test(path))
  .flatMap(({ path, wordings }) => wordings.ar.flat().map((text) => [path, text] as const));

test('ar: each text begins with an Arabic word, which decides that its line runs from right to left', () => {
  const turned = arabic.filter(([, text]) => !/^\P{L}*\p{Script=Arabic}/u.test(text));
  assert.deepEqual(turned, []);
});

test('ar: no text asks with an imperative, which would address a man', () => {
  const imperatives =
    /^[وف]?(اضغط|امسح|انسخ|افتح|احفظ|استخدم|سجل|أعد|عد|أرسل|ابحث|اختر|أدخل|ادخل|أكد|اربط|تابع|وافق|انتظر|التقط|أضف)(ه|ها)?$/u;
  const addressed = arabic.filter(([, text]) =>
    text
      .replace(/\p{M}/gu, '')
      .split(/\P{L}+/u)
      .some((word) => imperatives.test(word)),
  );
  assert.deepEqual(addressed, []);
});

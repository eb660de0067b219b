import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import wecom from '@wecom/crypto';
import { XMLParser } from 'fast-xml-parser';
import {
  createCrypt,
  encryptReply,
  readFlatXml,
  ReplyError,
  textReply,
  writeReply,
  type PushReply,
} from '../../../src/wechat/index.js';
import { readReply } from '../../../src/wechat/push/read-reply.js';
import { appId, encodingAesKey, token } from '../../support/wechat/vectors.js';

const [originalId, openid] = ['gh_7c4b682367f4', 'oFzSV6rZotPwdFx-4pBas6TwPVhc'];
const address = { to: openid, from: originalId, createdAtS: 1711276623 };
const article = (n: number) => ({
  title: `T${n} <b>&`,
  description: `D${n}`,
  picUrl: 'https://example.com/a.png?a=1&b=2',
  url: `http://例子.example/${n}`,
});
const articles = [article(1), article(2)];

/** Each reply, the elements after `MsgType` in WeChat's layout, and what another reader finds there. */
const replies: readonly [reply: PushReply, elements: string, read: object][] = [
  [
    { type: 'text', content: 'a <a href="https://example.com">b</a>\n]]>' },
    '<Content><![CDATA[a <a href="https://example.com">b</a>\n]]]]><![CDATA[>]]></Content>',
    { Content: 'a <a href="https://example.com">b</a>\n]]>' },
  ],
  [
    { type: 'image', mediaId: 'm-1_' },
    '<Image><MediaId><![CDATA[m-1_]]></MediaId>\n</Image>',
    { Image: { MediaId: 'm-1_' } },
  ],
  [
    { type: 'voice', mediaId: 'm' },
    '<Voice><MediaId><![CDATA[m]]></MediaId>\n</Voice>',
    { Voice: { MediaId: 'm' } },
  ],
  [
    { type: 'video', mediaId: 'm' },
    '<Video><MediaId><![CDATA[m]]></MediaId>\n</Video>',
    { Video: { MediaId: 'm' } },
  ],
  [
    { type: 'video', mediaId: 'm', title: 'T', description: 'D' },
    '<Video><MediaId><![CDATA[m]]></MediaId>\n<Title><![CDATA[T]]></Title>\n<Description><![CDATA[D]]></Description>\n</Video>',
    { Video: { MediaId: 'm', Title: 'T', Description: 'D' } },
  ],
  [
    { type: 'music', thumbMediaId: 'm' },
    '<Music><ThumbMediaId><![CDATA[m]]></ThumbMediaId>\n</Music>',
    { Music: { ThumbMediaId: 'm' } },
  ],
  [
    {
      ...{ type: 'music', thumbMediaId: 'm', title: 'T', description: 'D' },
      ...{ musicUrl: 'https://example.com/a', hqMusicUrl: 'https://example.com/b' },
    },
    `<Music><Title><![CDATA[T]]></Title>
<Description><![CDATA[D]]></Description>
<MusicUrl><![CDATA[https://example.com/a]]></MusicUrl>
<HQMusicUrl><![CDATA[https://example.com/b]]></HQMusicUrl>
<ThumbMediaId><![CDATA[m]]></ThumbMediaId>
</Music>`,
    {
      Music: {
        ...{ Title: 'T', Description: 'D', ThumbMediaId: 'm' },
        ...{ MusicUrl: 'https://example.com/a', HQMusicUrl: 'https://example.com/b' },
      },
    },
  ],
  [
    { type: 'news', articles },
    `<ArticleCount>2</ArticleCount>
<Articles>${articles
      .map(
        ({ title, description, picUrl, url }) => `<item><Title><![CDATA[${title}]]></Title>
<Description><![CDATA[${description}]]></Description>
<PicUrl><![CDATA[${picUrl}]]></PicUrl>
<Url><![CDATA[${url}]]></Url>
</item>`,
      )
      .join('\n')}
</Articles>`,
    {
      ArticleCount: '2',
      Articles: {
        item: articles.map(({ title, description, picUrl, url }) => ({
          ...{ Title: title, Description: description, PicUrl: picUrl, Url: url },
        })),
      },
    },
  ],
  [{ type: 'transfer_customer_service' }, '', {}],
  [
    { type: 'transfer_customer_service', kfAccount: 'test1@test' },
    '<TransInfo><KfAccount><![CDATA[test1@test]]></KfAccount>\n</TransInfo>',
    { TransInfo: { KfAccount: 'test1@test' } },
  ],
];

test('every type of reply is written as WeChat wants it, and read so by an independent reader', () => {
  const independent = new XMLParser({ parseTagValue: false, trimValues: true });
  for (const [reply, elements, read] of replies) {
    const xml = writeReply(reply, address);
    assert.equal(
      xml,
      `<xml><ToUserName><![CDATA[${openid}]]></ToUserName>
<FromUserName><![CDATA[${originalId}]]></FromUserName>
<CreateTime>1711276623</CreateTime>
<MsgType><![CDATA[${reply.type}]]></MsgType>
${elements === '' ? '' : `${elements}\n`}</xml>`,
    );
    const usual = { ToUserName: openid, FromUserName: originalId, MsgType: reply.type };
    const expected = { ...usual, CreateTime: '1711276623', ...read };
    assert.deepEqual((independent.parse(xml) as { xml: object }).xml, expected);
  }
});

test('every type of reply is accepted in safe mode, and decrypted by an independent reader', async () => {
  const crypt = await createCrypt({ encodingAesKey, appId });
  for (const [reply] of replies) {
    const xml = writeReply(reply, address);
    const seal = { token, crypt, timestampS: 1711276624, nonce: '1514711492' };
    const body = await encryptReply(xml, seal);
    const opened = wecom.decrypt(encodingAesKey, readFlatXml(body).get('Encrypt') ?? '');
    assert.equal(opened.message, xml);
    const context = { mode: 'safe', token, crypt, openid, originalId } as const;
    const shown = await readReply(body, { ...context, acceptsUnclearReplies: false });
    assert.notEqual(shown.type, 'malformed', JSON.stringify(shown));
  }
});

/** What JavaScript may pass, the field, and what the sentence says. */
const refused: readonly [reply: unknown, field: string, problem: RegExp][] = [
  [{ type: 'text' }, 'content', /must be a text that is not empty/],
  [{ type: 'text', content: '' }, 'content', /not empty/],
  [{ type: 'text', content: ' \n' }, 'content', /not empty/],
  [{ type: 'text', content: 5 }, 'content', /must be a text/],
  [{ type: 'text', content: 'x'.repeat(2049) }, 'content', /2049 bytes.*at most 2048.*Shorten/],
  [{ type: 'text', content: '登'.repeat(683) }, 'content', /2049 bytes/],
  [{ type: 'text', content: 'a\u0000b' }, 'content', /control character/],
  [{ type: 'text', content: 'a\ud800' }, 'content', /half a surrogate pair/],
  [{ type: 'image' }, 'mediaId', /media_id that the API returned/],
  [{ type: 'image', mediaId: 'a b' }, 'mediaId', /media_id/],
  [{ type: 'voice', mediaId: ['m'] }, 'mediaId', /media_id/],
  [{ type: 'video', mediaId: 'm', title: '' }, 'title', /not empty/],
  [{ type: 'video', mediaId: 'm', description: 1 }, 'description', /must be a text/],
  [{ type: 'music' }, 'thumbMediaId', /media_id/],
  [{ type: 'music', thumbMediaId: 'm', musicUrl: '/a.mp3' }, 'musicUrl', /complete address/],
  [{ type: 'music', thumbMediaId: 'm', hqMusicUrl: 'ftp://a.b/' }, 'hqMusicUrl', /https:\/\//],
  [{ type: 'news' }, 'articles', /array of 1 to 8/],
  [{ type: 'news', articles: [] }, 'articles', /array of 1 to 8/],
  [{ type: 'news', articles: Array.from({ length: 9 }, () => article(1)) }, 'articles', /1 to 8/],
  [{ type: 'news', articles: [null] }, 'articles[0].title', /not empty/],
  [
    { type: 'news', articles: [article(1), { ...article(2), description: undefined }] },
    'articles[1].description',
    /must be a text/,
  ],
  [
    { type: 'news', articles: [{ ...article(1), picUrl: 'data:image/png;base64,AA' }] },
    'articles[0].picUrl',
    /complete address/,
  ],
  [
    { type: 'news', articles: [{ ...article(1), url: 'javascript:alert(1)' }] },
    'articles[0].url',
    /complete address/,
  ],
  [
    { type: 'news', articles: [{ ...article(1), url: 'https://a.b/ c' }] },
    'articles[0].url',
    /comp/,
  ],
  [{ type: 'transfer_customer_service', kfAccount: 'test1' }, 'kfAccount', /name@account/],
  [{ type: 'markdown' }, 'type', /"markdown".*none of text, image/],
  [{}, 'type', /is missing/],
];

test('a reply that WeChat would refuse is refused, by a sentence that names the field', () => {
  for (const [reply, field, problem] of refused) {
    assert.throws(
      () => writeReply(reply as PushReply, address),
      (error) => {
        assert.ok(error instanceof ReplyError, String(error));
        assert.equal(error.field, field);
        assert.ok(error.message.startsWith(`The reply's ${field} `), error.message);
        assert.match(error.message, problem);
        return true;
      },
    );
  }
  assert.ok(writeReply({ type: 'text', content: 'x'.repeat(2048) }, address));
});

test('a text reply contains exactly the text, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (content) => {
      fc.pre(content.trim() !== '');
      assert.deepEqual(Object.fromEntries(readFlatXml(textReply({ ...address, content }))), {
        ...{ ToUserName: openid, FromUserName: originalId, CreateTime: '1711276623' },
        ...{ MsgType: 'text', Content: content },
      });
    }),
  );
});

/** Which answers of the application reach WeChat. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFront, encrypted, hello, replyXml } from '../../../../support/server/front.js';
import type { Answer } from '../../../../support/server/harness.js';

/** What WeChat would show as an error in the chat. */
const unusable: readonly [
  name: string,
  answer: () => Response | Promise<Response>,
  sentence: RegExp,
  mode?: 'plain',
][] = [
  [
    'an error status',
    () => new Response('success', { status: 500 }),
    /HTTP 500, and not 200.*got "success" instead/,
  ],
  [
    'a refusal',
    () => new Response('', { status: 403 }),
    /HTTP 403.*another Token or EncodingAESKey/,
  ],
  ['no content', () => new Response(null, { status: 204 }), /HTTP 204/],
  [
    'a redirect',
    () => Response.redirect('https://www.app.example.com/hook/?secret=1', 301),
    /redirects to https:\/\/www\.app\.example\.com\. Redirects are not followed.*Set `forwardPushes` to the final/,
  ],
  [
    'a redirect that the runtime hides',
    () =>
      Object.defineProperties(new Response(), {
        type: { value: 'opaqueredirect' },
        status: { value: 0 },
      }),
    /Redirects are not followed/,
  ],
  ['a page of HTML', () => new Response('\n<!DOCTYPE html><html></html>'), /a page of HTML/],
  ['JSON', () => Response.json({ ok: true }), /does not take: it is not XML/],
  ['a word', () => new Response('ok'), /does not take: it is not XML/],
  ['XML that is cut off', async () => new Response((await encrypted()).slice(0, -9)), /not XML/],
  ['a plain reply in safe mode', () => new Response(replyXml), /a plain reply in safe mode/],
  [
    'a reply under another EncodingAESKey',
    async () =>
      new Response(await encrypted(replyXml, { encodingAesKey: 'b'.repeat(43) as never })),
    /encrypted with other keys/,
  ],
  [
    'a reply signed with another Token',
    async () => new Response(await encrypted(replyXml, { token: 'another' as never })),
    /signed or encrypted with other keys/,
  ],
  [
    'an encrypted reply in plain mode',
    async () => new Response(await encrypted()),
    /an encrypted reply in plain/,
    'plain',
  ],
  [
    'a reply to somebody else',
    async () => new Response(await encrypted(replyXml.replace('oPersonOne', 'oPersonTwo'))),
    /ToUserName is not the sender/,
  ],
  [
    'an empty text',
    async () => new Response(await encrypted(replyXml.replace('在', ''))),
    /Content is empty/,
  ],
  [
    'a text of 3000 bytes',
    async () => new Response(await encrypted(replyXml.replace('在', '在'.repeat(1000)))),
    /more than 2048 bytes/,
  ],
  [
    'a type that no reply has',
    async () => new Response(await encrypted(replyXml.replace('[text]', '[link]'))),
    /MsgType/,
  ],
  ['an answer of 70 000 bytes', () => new Response(' '.repeat(70_000)), /longer than any reply/],
  ['an answer that is not UTF-8', () => new Response(new Uint8Array([0xff, 0xfe])), /not UTF-8/],
  [
    'an answer that breaks off',
    () => new Response(new ReadableStream({ start: (body) => body.error(new Error('cut')) })),
    /broke off/,
  ],
];

for (const [name, answer, sentence, mode = 'safe'] of unusable) {
  test(`${name} from the application does not reach the chat, and the log says why`, async () => {
    const { push, failures } = createFront(answer, { wechat: { mode } });
    const got: Answer = await push(hello, { mode });
    assert.deepEqual([got.status, got.text], [200, 'success']);
    const [failure, ...more] = failures();
    assert.deepEqual(more, []);
    const line = JSON.stringify(failure);
    assert.match((failure as { meaning: string }).meaning, sentence);
    assert.match((failure as { meaning: string }).meaning, /^app\.example\.com /);
    assert.doesNotMatch(line, /hook|secret|oPerson|你好/, 'neither paths nor what people sent');
  });
}

test('answers in other forms that WeChat takes are passed on', async () => {
  const image = replyXml
    .replace('[text]', '[image]')
    .replace(/<Content>.*<\/Content>/, '<Image><MediaId><![CDATA[m1]]></MediaId></Image>');
  const transfer = replyXml
    .replace('[text]', '[transfer_customer_service]')
    .replace(/<Content.*>\n/, '');
  const html = { headers: { 'content-type': 'text/html' } };
  for (const [text, mode] of [
    ['', 'safe'],
    ['success', 'safe'],
    ['\nsuccess\r\n', 'safe'],
    [await encrypted(image), 'safe'],
    [`\n<?xml version="1.0" encoding="UTF-8"?>${await encrypted(transfer)}`, 'safe'],
    [replyXml, 'compatible'],
    [replyXml.replace('<![CDATA[在]]>', '&#22312; &#x1F600; &#60;&#38;'), 'plain'],
    [replyXml, 'plain'],
  ] as const) {
    // PHP says text/html unless it is told otherwise.
    const { push, failures } = createFront(() => new Response(text, html), { wechat: { mode } });
    const answer = await push(hello, { mode });
    assert.deepEqual([answer.status, answer.text], [200, text]);
    const type = text.includes('<') ? /^text\/xml/ : /^text\/plain/;
    assert.match(answer.headers.get('content-type') ?? '', type);
    assert.deepEqual(failures(), []);
  }
});

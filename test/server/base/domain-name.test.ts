import assert from 'node:assert/strict';
import { test } from 'node:test';
import { domainToUnicode } from 'node:url';
import { readableHost } from '../../../src/server/base/domain-name.js';

test('a domain in Chinese, Japanese or Korean is shown as people write it', () => {
  for (const host of [
    '商店.example',
    '登录.中国',
    'shop.公司.cn:8443',
    '食狮.com.cn',
    'ひらがな.example',
    '한국어.kr',
    'abc公司123.example',
    '𠮷野家.example',
    '为什么他们不说中文.example',
  ]) {
    const { host: ascii, hostname } = new URL(`https://${host}`);
    assert.match(ascii, /xn--/);
    assert.equal(readableHost(ascii), host);
    assert.equal(domainToUnicode(hostname), host.replace(/:\d+$/, ''), 'as Node.js reads it');
  }
});

test('any other host stays as it is, also where it could pass for another', () => {
  for (const host of [
    'login.example',
    'localhost:3000',
    '[::1]:3000',
    new URL('https://аррӏе.com').host, // Cyrillic
    new URL('https://公司а.example').host, // with a Cyrillic a
    new URL('https://bücher.example').host,
    'xn--.example',
    'xn--a.example',
    'xn--99999999.example',
    'xn--!.example',
    'xn--zzzzzzzzzzzzzzzzzzzzzzzz.example',
  ]) {
    assert.equal(readableHost(host), host);
  }
});

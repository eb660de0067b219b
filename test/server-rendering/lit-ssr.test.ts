/** Lit's renderer draws the tags on a server, where there is no document and nothing may start. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import { html, type TemplateResult } from 'lit';
import '../../src/index.js';
import '../../src/button.js';
import '../../src/identities.js';

const tags: Readonly<Record<string, TemplateResult>> = {
  login: html`<wechat-mp-login backend="/wechat-login" lang="en"></wechat-mp-login>`,
  'login-button': html`<wechat-mp-login-button
    backend="/wechat-login"
    lang="en"
  ></wechat-mp-login-button>`,
  identities: html`<wechat-mp-identities backend="/wechat-login"></wechat-mp-identities>`,
  qr: html`<wechat-mp-qr value="https://shop.example"></wechat-mp-qr>`,
};

for (const [name, tag] of Object.entries(tags)) {
  test(`<wechat-mp-${name}> is drawn on a server, and asks no backend`, async (t) => {
    const asked = t.mock.method(globalThis, 'fetch');
    const drawn = await collectResult(render(tag));
    assert.match(drawn, new RegExp(`<wechat-mp-${name}.*<template[^>]* shadowroot`, 's'));
    assert.equal(asked.mock.callCount(), 0);
  });
}

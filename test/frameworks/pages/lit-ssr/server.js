import { render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import express from 'express';
import { html } from 'lit';
import { readFileSync } from 'node:fs';
import 'wechat-mp-login';

const page = readFileSync('dist/index.html', 'utf8');
const app = express();

app.get('/', async (request, response) => {
  const login = html`<wechat-mp-login backend="/wechat-login"></wechat-mp-login>`;
  response.send(page.replace('<!--login-->', await collectResult(render(login))));
});
app.use(express.static('dist'));
app.listen(process.env.PORT ?? 3000);

// Before the tags: Lit then takes over what the server has rendered.
import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import 'wechat-mp-login';

const login = document.querySelector('wechat-mp-login')!;
login.texts = { messages: { ready: ['Members only', 'Scan to come in.'] } };
login.addEventListener('wechat-mp-login-success', (event) => {
  document.body.textContent = `Hello ${event.account.name}`;
});

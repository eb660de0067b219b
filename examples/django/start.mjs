/**
 * The Django backend beside a simulated WeChat, for this machine alone. A new key and new keys of
 * WeChat at every start: sessions end, accounts stay in db.sqlite3.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { toNodeListener } from 'wechat-mp-login/server/node';
import { createSimulator } from 'wechat-mp-login/simulator';

// Debian's Python knows Debian's packages; another `python3` in the PATH may not.
const { PYTHON: python = '/usr/bin/python3', PORT: port = '8080' } = process.env;
const publicUrl = `http://localhost:${port}/wechat-login`;

// The AppID stays, so that people keep their accounts.
const simulator = createSimulator({ account: { appId: 'wx0123456789abcdef' } });
const { account } = simulator;
account.callbackUrl = `${publicUrl}/wechat/default`;
const platform = createServer(toNodeListener(simulator));
platform.listen(0, '127.0.0.1');
await once(platform, 'listening');
const simulatorUrl = `http://localhost:${platform.address().port}`;

const env = {
  ...process.env,
  PYTHONDONTWRITEBYTECODE: '1',
  DJANGO_SECRET_KEY: randomBytes(48).toString('base64url'),
  PUBLIC_URL: publicUrl,
  SITE_NAME: account.name,
  SIMULATOR_URL: simulatorUrl,
  WECHAT_API_URL: simulatorUrl,
  WECHAT_APP_ID: account.appId,
  WECHAT_APP_SECRET: account.appSecret,
  WECHAT_TOKEN: account.token,
  WECHAT_AES_KEY: account.encodingAesKey,
};
const manage = [fileURLToPath(new URL('manage.py', import.meta.url))];
const options = { env, stdio: 'inherit' };
const { status } = spawnSync(python, [...manage, 'migrate', '--verbosity=0'], options);
if (status !== 0) process.exit(1);

// `runserver` is for development; `--insecure` lets it serve the files of the page.
const serve = ['runserver', '--noreload', '--insecure', port];
const django = spawn(python, [...manage, ...serve], options);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => django.kill());
await once(django, 'close');
platform.close();
platform.closeAllConnections();

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSimulator, type SimulatorLog } from '../../../src/simulator/index.js';
import { createSimulatorHarness, type Json } from '../../support/simulator/harness.js';

/** Real endpoints that the simulator does not play, some of them below a base path. */
const real = [
  'https://api.weixin.qq.com/cgi-bin/message/custom/typing',
  'https://api.weixin.qq.com/cgi-bin/message/mass/sendall',
  'https://api.weixin.qq.com/cgi-bin/tags/create',
  'https://api.weixin.qq.com/cgi-bin/tags/members/batchtagging',
  'https://api.weixin.qq.com/cgi-bin/media/upload?type=image',
  'https://api.weixin.qq.com/cgi-bin/material/batchget_material',
  'https://api.weixin.qq.com/cgi-bin/draft/add',
  'https://api.weixin.qq.com/cgi-bin/shorturl',
  'https://api.weixin.qq.com/cgi-bin/clear_quota/v2',
  'https://api.weixin.qq.com/cgi-bin/account/getaccountbasicinfo',
  'https://api.weixin.qq.com/cgi-bin/get_current_selfmenu_info',
  'https://api.weixin.qq.com/customservice/kfaccount/add',
  'https://api.weixin.qq.com/datacube/getusersummary',
  'https://api.weixin.qq.com/wxa/getwxacode',
  'https://api.weixin.qq.com/cgi-bin/guide/addguideacct',
  'https://api.weixin.qq.com/sns/oauth2/component/access_token?appid=a&code=c',
  'https://api.weixin.qq.com/sns/jscode2session',
  'https://open.weixin.qq.com/connect/qrconnect',
  'http://localhost:3000/fake/wechat/sns/jscode2session',
  'http://localhost:3000/fake/wechat/cgi-bin/tags/get',
];

/** Nothing that WeChat has. */
const invented = [
  'https://api.weixin.qq.com/',
  'https://api.weixin.qq.com/cgi-bin/',
  'https://api.weixin.qq.com/cgi-bin/message/custom/sent',
  'https://api.weixin.qq.com/cgi-bin/tags',
  'https://api.weixin.qq.com/cgi-bin/tags/create/',
  'https://api.weixin.qq.com/sns/oauth/access_token',
  'https://api.weixin.qq.com/token',
  'https://api.weixin.qq.com/cgi-bin/constructor',
  'http://localhost:3000/card/cgi-bin/invented',
  'http://localhost:3000/card/wechat/cgi-bin/invented',
  'https://api.weixin.qq.com/datacube/',
];

test('a real endpoint that is not played says so, in the answer and in the log', async () => {
  const lines: Parameters<SimulatorLog>[] = [];
  const { simulator } = createSimulatorHarness({ log: (...line) => lines.push(line) });
  for (const url of real) {
    for (const method of ['GET', 'POST']) {
      const response = await simulator.fetch(url, { method });
      assert.equal(response.status, 200);
      const { errcode, errmsg } = (await response.json()) as Json;
      assert.equal(errcode, -40066, url);
      assert.match(
        String(errmsg),
        /^not simulated: WeChat knows \/[\w/-]+; this simulator does not\.,? rid: /,
      );
      const [level, event, details] = lines.at(-1) ?? assert.fail();
      assert.deepEqual(
        [level, event, details['path']],
        ['warn', 'not_simulated', new URL(url).pathname],
      );
      assert.doesNotMatch(JSON.stringify(details), /secret/);
    }
  }
  assert.equal(lines.length, real.length * 2);
});

test('an invented endpoint stays an invalid url, without a log line', async () => {
  const { simulator } = createSimulatorHarness({ log: () => assert.fail() });
  for (const url of invented) {
    const { errcode } = (await (await simulator.fetch(url)).json()) as Json;
    assert.equal(errcode, 40066, url);
  }
});

test('without a log, the line goes to the console', async (t) => {
  const warn = t.mock.method(console, 'warn', () => undefined);
  await createSimulator().fetch('https://api.weixin.qq.com/sns/jscode2session');
  assert.match(String(warn.mock.calls[0]?.arguments[0]), /simulator: not_simulated$/);
});

/** The backend in Django keeps every rule of level core, bound to an Open Platform account and not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anySettings, manage, migrate, startDjango } from '../support/conformance/django/start.js';
import { assertGreen, check, named } from '../support/conformance/verdicts.js';

test('the backend in Django keeps every rule of level core, deadlines included', async () => {
  const { rig, close } = await startDjango({ confirm: 'none' });
  try {
    const results = await check(rig);
    assertGreen(results);
    const passed = named(results, 'pass');
    assert.ok(passed.length >= 70, `only ${passed.length} cases applied`);
    for (const name of ['late-scan', 'redeem-late', 'log-without-secrets']) {
      assert.ok(passed.includes(name), `${name} did not apply`);
    }
  } finally {
    await close();
  }
});

test('the backend in Django signs people in where nobody has a unionid', async () => {
  const { rig, close } = await startDjango({ confirm: 'none', openPlatform: false });
  try {
    assertGreen(await check(rig, ({ name }) => /^(login|same-person-same-account)$/.test(name)));
  } finally {
    await close();
  }
});

test('its migrations are those of its models, and its settings name what is missing', () => {
  const { env, remove } = migrate(anySettings);
  try {
    const { status, stdout } = manage(env, 'makemigrations', '--check', '--dry-run');
    assert.equal(status, 0, stdout);
    const { stderr } = manage({ ...env, WECHAT_TOKEN: '' }, 'check');
    assert.match(stderr, /Set WECHAT_TOKEN\. README\.md says/);
  } finally {
    remove();
  }
});

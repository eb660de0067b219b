/** The page on which readers try an attack: the reader's browser and the stranger's share nothing. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DemoConfig } from '../../../demo/config.js';
import { renderAttack } from '../../../demo/html/attack.js';
import { customers } from '../../../demo/shop/customers.js';
import { startDemo, type RunningDemo } from '../../../demo/start.js';
import { createVisitor, type Visitor } from '../../support/demo/http-visitor.js';

const { zhouLan } = customers;

async function withDemo(
  settings: Partial<DemoConfig>,
  use: (demo: RunningDemo) => Promise<void>,
): Promise<void> {
  const config = { port: 0, confirm: 'none', newAccounts: 'create', ...settings } as const;
  const demo = await startDemo(config, () => undefined);
  try {
    await use(demo);
  } finally {
    await demo.stop();
  }
}

/** The account that the page shows as signed in. */
async function shown(visitor: Visitor): Promise<readonly (string | undefined)[]> {
  const { text } = await visitor.get('/attack?lang=en');
  return ['you', 'stranger'].map((browser) =>
    new RegExp(`<dd id="${browser}">([^]*?)</dd>`)
      .exec(text)?.[1]
      ?.replace(/<\/?bdi>/g, '')
      .trim(),
  );
}

describe('The page on which readers try an attack', () => {
  for (const publicUrl of [undefined, 'https://shop.example']) {
    test(`keeps the cookies of the two browsers apart, at ${publicUrl ?? 'localhost'}`, async () => {
      await withDemo(publicUrl ? { publicUrl } : {}, async (demo) => {
        const visitor = createVisitor(demo, undefined, async (input, init) =>
          demo.app.fetch(new Request(input, init), { address: '203.0.113.7' }),
        );
        assert.deepEqual(await shown(visitor), ['Not signed in', 'Not signed in']);

        await visitor.scan(0, '/stranger/wechat-login');
        const [you, stranger] = await shown(visitor);
        assert.equal(you, 'Not signed in');
        assert.match(stranger ?? '', /^Signed in as WeChat user \d+$/);
        const host = publicUrl ? '__Host-' : '';
        const names = [...visitor.cookies.keys()];
        assert.deepEqual(
          names.filter((name) => !name.startsWith(`${host}stranger-`)),
          [],
          'every cookie is marked',
        );

        await visitor.post('/password?lang=en', zhouLan);
        assert.deepEqual(await shown(visitor), [`Signed in as ${zhouLan.name}`, stranger]);

        await visitor.post('/attack?lang=en', {}, 'https://evil.example');
        assert.equal((await shown(visitor))[1], stranger, 'another site signs nobody out');
        const { status, location } = await visitor.post('/attack?lang=en');
        assert.deepEqual([status, location], [303, '/attack?lang=en']);
        assert.deepEqual(await shown(visitor), [`Signed in as ${zhouLan.name}`, 'Not signed in']);
      });
    });
  }

  for (const [confirm, sentence] of [
    ['auto', 'the stranger gets at most a new, empty account'],
    ['tap', 'Tap Not me.'],
    ['digits', 'the stranger also has to talk you into typing them'],
    ['none', 'The chat asks nobody, so one scan signs the stranger in'],
  ] as const) {
    test(`says what holds in mode ${confirm}`, async () => {
      const names = { you: undefined, stranger: undefined };
      const text = String(await renderAttack({ lang: 'en', confirm, names }));
      assert.ok(text.includes(sentence), text);
    });
  }
});

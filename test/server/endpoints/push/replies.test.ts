import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passwordMethod, type ChatReplies } from '../../../../src/server/index.js';
import { createHarness } from '../../../support/server/harness.js';
import { lin, mei } from '../../../support/accounts/sessions-contract.js';

const replies: ChatReplies = {
  signedIn: { en: 'in en {site}', zh: 'in zh {site}', ja: 'in ja {site}' },
  mayAsk: { en: 'ask en {site} {digits}', ja: 'ask ja {digits} {digits}' },
  used: { en: 'used en', 'zh-Hant': 'used hant {site}' },
  expired: 'expired {site}',
  forgotten: { ja: 'forgotten ja {site}', en: 'forgotten en', zh: 'forgotten en' },
};

function createAsking() {
  const harness = createHarness({
    replies,
    newAccounts: 'ask',
    linkMethods: [passwordMethod({ check: () => Promise.resolve([]) })],
    accounts: {
      find: ({ openid }) => Promise.resolve(openid === 'oKnown' ? lin : undefined),
      create: () => Promise.resolve(mei),
      link: () => Promise.resolve('linked'),
    },
  });
  const { open, scan } = harness;
  const scanIn = async (lang: string | undefined, openid: string): Promise<string> =>
    scan((await open(lang === undefined ? {} : { lang })).scene, { openid });
  return { ...harness, scanIn };
}

test('replies of the application replace ours, in the language of the page', async () => {
  const { scanIn } = createAsking();
  assert.equal(await scanIn('ja', 'oKnown'), 'in ja login.example');
  assert.equal(await scanIn('zh-TW', 'oKnown'), 'in zh login.example');
  assert.equal(await scanIn(undefined, 'oKnown'), 'in zh login.example');
  assert.equal(await scanIn('fr', 'oKnown'), 'in en login.example');
  assert.match(await scanIn('en', 'oNew'), /^ask en login\.example \d{6}$/);
  // English stands in for a language that the reply does not have; our own Chinese does not.
  assert.match(await scanIn('zh', 'oNew'), /^ask en login\.example \d{6}$/);
  assert.match(await scanIn('ja', 'oNew'), /^ask ja (\d{6}) \1$/);
});

test('replies of the application replace ours after an attempt has ended, too', async () => {
  const { open, scan, clock } = createAsking();
  const tab = await open({ lang: 'zh-HK' });
  await scan(tab.scene, { openid: 'oKnown' });
  assert.equal(await scan(tab.scene, { openid: 'oOther' }), 'used hant login.example');
  const late = await open({ lang: 'ko' });
  clock.nowMs += 261_000;
  assert.equal(await scan(late.scene), 'expired login.example');
});

test('a reply to somebody whose language is unknown has every language, each sentence once', async () => {
  const { scene } = await createHarness().open();
  const { scan } = createAsking();
  assert.equal(await scan(scene), 'forgotten ja login.example\nforgotten en');
});

test('a reply that is not replaced stays ours', async () => {
  const { open, scan } = createHarness({ replies: { used: 'used' } });
  assert.match(await scan((await open({ lang: 'en' })).scene), /^You have signed in to login/);
});

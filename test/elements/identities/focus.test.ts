/** Where the focus goes in <wechat-mp-identities>, and what screen readers announce. */
import { aTimeout, expect } from '@open-wc/testing';
import { WechatMpLoginError } from '../../../src/protocol/errors.js';
import {
  buttonNamed,
  collectAnnouncements,
  createBackend,
  createGate,
  expectFocus,
  isIdle,
  mountListed,
  rowsOf,
  threeIdentities,
  unlink,
} from '../../support/elements/identities-page.js';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

describe('the focus in <wechat-mp-identities>', () => {
  it('moves to the next identity after unlinking, then to the title', async () => {
    const backend = createBackend(threeIdentities.slice(0, 2));
    const element = await mountListed(backend);
    await unlink(element, 0);
    await until(() => rowsOf(element).length === 1);
    expectFocus(element, buttonNamed(element, 'Unlink'));
    await unlink(element, 0);
    await until(() => textOf(element, '.instead') !== '');
    expectFocus(element, inside(element, 'h2'));
  });

  it('stays where the visitor has moved it meanwhile', async () => {
    const backend = createBackend();
    const element = await mountListed(backend);
    const elsewhere = document.createElement('input');
    element.parentElement?.append(elsewhere);
    const gate = createGate();
    backend.gate = gate.opened;
    await unlink(element, 0);
    elsewhere.focus();
    gate.open();
    await until(() => rowsOf(element).length === 2);
    expect(document.activeElement === elsewhere).to.equal(true);
  });
});

describe('a screen reader at <wechat-mp-identities>', () => {
  it('announces once that an identity was unlinked, and once why it was not', async () => {
    const backend = createBackend();
    const element = await mountListed(backend);
    const announcements = collectAnnouncements(element);
    await unlink(element, 1);
    await until(() => rowsOf(element).length === 2);
    element.refresh();
    await until(() => backend.calls.length === 3 && isIdle(element));
    await aTimeout(0);
    expect(announcements).to.deep.equal(['Unlinked: Shanlan Tea House']);
    // A screen reader that was busy reads it later.
    expect(textOf(element, '[role=status]')).to.equal(announcements[0]);
    backend.refusal = new WechatMpLoginError('last_way_in');
    await unlink(element, 0);
    await until(() => announcements.length === 2);
    expect(announcements[1]).to.equal(textOf(element, '#question'));
  });
});

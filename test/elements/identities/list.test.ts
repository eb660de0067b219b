/** The list of linked identities: what it shows, and when it is loaded. */
import { aTimeout, expect } from '@open-wc/testing';
import {
  buttonNamed,
  buttonsOf,
  createBackend,
  createGate,
  expectFocus,
  mount,
  mountListed,
  press,
  questionIn,
  rowsOf,
  threeIdentities,
} from '../../support/elements/identities-page.js';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

describe('the list of linked identities', () => {
  it('shows the time only where two identities have the same account and day', async () => {
    const [officialAccount, other] = ['山岚商店', 'Shanlan Tea House'];
    const element = await mountListed(
      createBackend([
        { id: 'a', officialAccount, linkedAt: '2026-05-03T12:00:00Z' },
        { id: 'b', officialAccount, linkedAt: '2026-05-03T12:05:00Z' },
        { id: 'c', officialAccount, linkedAt: '2026-05-01T12:00:00Z' },
        { id: 'd', officialAccount: other, linkedAt: '2026-05-03T12:00:00Z' },
      ]),
    );
    const dates = rowsOf(element).map((row) => row.querySelector('small')?.textContent);
    for (const date of dates.slice(0, 2)) {
      expect(date).to.match(/^Linked on May 3, 2026 at \d{1,2}:\d\d\s[AP]M$/);
    }
    expect(dates[0]).not.to.equal(dates[1]);
    expect(dates.slice(2)).to.deep.equal(['Linked on May 1, 2026', 'Linked on May 3, 2026']);
  });

  it('says that nothing is linked', async () => {
    const element = await mount(createBackend([]));
    await until(() => textOf(element, '.instead').includes('No WeChat is linked'));
    expect(buttonsOf(element)).to.have.length(0);
  });

  it('shows names as text, and omits invalid dates', async () => {
    const hostileNames = [
      '<img src=x onerror="window.hurt = true">',
      'x'.repeat(10_000),
      '\u202Etxet',
      '',
    ];
    const element = await mountListed(
      createBackend(
        hostileNames.map((officialAccount, id) => ({
          id: `${id}`,
          officialAccount,
          linkedAt: 'never',
        })),
      ),
    );
    expect(inside(element, 'li img') === null).to.equal(true);
    expect('hurt' in window).to.equal(false);
    for (const row of rowsOf(element)) {
      expect(row.scrollWidth).to.be.at.most(element.offsetWidth);
      expect(row.querySelector('small')?.textContent).to.equal('');
      expect(row.querySelector('b')?.textContent.length).to.be.at.most(128);
      const bdi = row.querySelector('bdi') as Element;
      expect(getComputedStyle(bdi).unicodeBidi).to.equal('isolate');
    }
  });

  it('shows the newest list, whichever answer arrives first', async () => {
    const backend = createBackend();
    const element = await mountListed(backend);
    const gate = createGate();
    backend.gate = gate.opened;
    element.refresh();
    backend.gate = Promise.resolve();
    backend.linked = threeIdentities.slice(0, 1);
    element.refresh();
    await until(() => rowsOf(element).length === 1);
    gate.open();
    await aTimeout(0);
    await element.updateComplete;
    expect(rowsOf(element)).to.have.length(1);
  });

  it('keeps the list visible and the row open while it loads again', async () => {
    const backend = createBackend();
    const element = await mountListed(backend);
    await press(element, 'Unlink', 1);
    const gate = createGate();
    backend.gate = gate.opened;
    backend.linked = [...threeIdentities, { id: 'd', linkedAt: '2026-11-01T00:00:00Z' }];
    element.refresh();
    await aTimeout(0);
    expect(rowsOf(element)).to.have.length(3);
    gate.open();
    await until(() => rowsOf(element).length === 4);
    expect(questionIn(rowsOf(element)[1]) !== null).to.equal(true);
    expectFocus(element, buttonNamed(element, 'Keep'));
  });

  it('loads the list after unlinking, not during it, because unlinking replaces the session', async () => {
    const backend = createBackend();
    const element = await mountListed(backend);
    const gate = createGate();
    backend.gate = gate.opened;
    await press(element, 'Unlink', 0);
    element.refresh();
    await until(() => backend.signals.length === 2);
    await press(element, 'Unlink', 0);
    expect(backend.signals[1]?.aborted, 'the request for the list').to.equal(true);
    element.refresh();
    expect(backend.calls).to.deep.equal(['list', 'list', 'unlink a']);
    gate.open();
    await until(() => backend.calls.length === 4);
    expect(backend.calls).to.deep.equal(['list', 'list', 'unlink a', 'list']);
    await until(() => rowsOf(element).length === 2);
  });
});

describe('the lifecycle of <wechat-mp-identities>', () => {
  it('aborts its request when it is removed, and loads again when it returns', async () => {
    const backend = createBackend();
    const gate = createGate();
    backend.gate = gate.opened;
    const element = await mount(backend);
    const parent = element.parentElement as HTMLElement;
    element.remove();
    await until(() => backend.signals[0]?.aborted);
    gate.open();
    await aTimeout(0);
    expect(element.state.type).to.equal('loading');
    parent.append(element);
    await until(() => rowsOf(element).length === 3);
    expect(backend.calls).to.deep.equal(['list', 'list']);
  });

  it('sends no request when it is moved within the page', async () => {
    const backend = createBackend();
    const element = await mountListed(backend);
    const elsewhere = document.createElement('div');
    element.parentElement?.append(elsewhere);
    elsewhere.append(element);
    await aTimeout(0);
    expect(rowsOf(element)).to.have.length(3);
    expect(backend.calls).to.deep.equal(['list']);
  });

  it('shows the list of a new backend, and nothing of the old one', async () => {
    const element = await mountListed(createBackend());
    const other = createBackend([
      { id: 'z', officialAccount: 'Other', linkedAt: '2026-01-01T12:00:00Z' },
    ]);
    element.backend = other.identities;
    await until(() => rowsOf(element).length === 1);
    expect(textOf(element, 'li b')).to.equal('Other');
  });
});

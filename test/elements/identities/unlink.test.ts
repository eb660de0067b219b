/** Unlinking an identity: the question, the request, and every way in which it can fail. */
import { expect, oneEvent } from '@open-wc/testing';
import type { IdentitiesChangeEvent, IdentitiesErrorEvent } from '../../../src/identities.js';
import { WechatMpLoginError } from '../../../src/protocol/errors.js';
import type { ErrorCode } from '../../../src/protocol/errors.js';
import {
  buttonNamed,
  captureConsoleErrors,
  createBackend,
  createGate,
  expectFocus,
  focusedIn,
  mountListed,
  press,
  questionIn,
  rowsOf,
  threeIdentities,
  unlink,
} from '../../support/elements/identities-page.js';
import { inside, textOf } from '../../support/elements/page.js';
import { until } from '../../support/until.js';

const consoleErrors = captureConsoleErrors();

describe('unlinking an identity', () => {
  it('asks for confirmation, and does nothing if the visitor cancels', async () => {
    const backend = createBackend();
    const element = await mountListed(backend);
    for (const wayOut of ['Keep', 'Escape']) {
      await press(element, 'Unlink', 1);
      expect(textOf(element, '#question')).to.contain('no longer');
      expect(questionIn(rowsOf(element)[1]) !== null).to.equal(true);
      // The harmless button has the focus.
      expectFocus(element, buttonNamed(element, 'Keep'));
      if (wayOut === 'Keep') await press(element, 'Keep');
      else {
        focusedIn(element)?.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }),
        );
        await element.updateComplete;
      }
      expect(inside(element, '.question') === null).to.equal(true);
      expectFocus(element, buttonNamed(element, 'Unlink', 1), wayOut);
    }
    expect(backend.calls).to.deep.equal(['list']);
  });

  it('asks about one identity at a time', async () => {
    const element = await mountListed(createBackend());
    await press(element, 'Unlink', 0);
    await press(element, 'Unlink', 2);
    expect(rowsOf(element).map((row) => questionIn(row) !== null)).to.deep.equal([
      false,
      false,
      true,
    ]);
  });

  it('unlinks once, however often the button is pressed, and reports the remaining identities', async () => {
    const backend = createBackend();
    const element = await mountListed(backend);
    const gate = createGate();
    backend.gate = gate.opened;
    const place = element.parentElement as HTMLElement;
    const changed = oneEvent(place, 'wechat-mp-identities-change');
    await press(element, 'Unlink', 1);
    const confirm = inside(element, '.confirm') as HTMLButtonElement;
    confirm.click();
    confirm.click();
    await element.updateComplete;
    expect(confirm.getAttribute('aria-disabled')).to.equal('true');
    // A request that is under way cannot be cancelled.
    buttonNamed(element, 'Keep').click();
    confirm.click();
    await element.updateComplete;
    expect(inside(element, '.question') !== null).to.equal(true);
    gate.open();
    const { identities, composed } = (await changed) as unknown as IdentitiesChangeEvent;
    expect(composed).to.equal(true);
    expect(identities.map(({ id }) => id)).to.deep.equal(['a', 'c']);
    await until(() => rowsOf(element).length === 2);
    expect(backend.calls).to.deep.equal(['list', 'unlink b']);
  });

  const refusals: readonly {
    readonly code: ErrorCode;
    readonly sentence: string;
    readonly buttons: string;
    /** Whether the console explains it to the developer. */
    readonly isExplained: boolean;
  }[] = [
    {
      code: 'last_way_in',
      sentence: 'This is the only way into your account',
      buttons: 'OK',
      isExplained: false,
    },
    {
      code: 'reauthentication_required',
      sentence: 'For your safety, sign in again first.',
      buttons: 'OK',
      isExplained: false,
    },
    {
      code: 'confirmation_required',
      sentence: 'For your safety, confirm in WeChat first that it’s you.',
      buttons: 'OK',
      isExplained: false,
    },
    {
      code: 'too_recent',
      sentence: 'For your safety, it can be unlinked in 20 hours.',
      buttons: 'OK',
      isExplained: false,
    },
    {
      code: 'rate_limited',
      sentence: 'Too many tries. Please try again in 4 minutes.',
      buttons: 'Try again,Keep',
      isExplained: false,
    },
    {
      code: 'unreachable',
      sentence: 'Couldn’t connect.',
      buttons: 'Try again,Keep',
      isExplained: true,
    },
    {
      code: 'internal_error',
      sentence: 'Something went wrong along the way.',
      buttons: 'Try again,Keep',
      isExplained: true,
    },
    { code: 'origin_denied', sentence: 'Not available now.', buttons: 'OK', isExplained: true },
  ];
  for (const { code, sentence, buttons, isExplained } of refusals) {
    it(`explains in the row why the identity stays linked: ${code}`, async () => {
      const backend = createBackend();
      const element = await mountListed(backend);
      backend.refusal = new WechatMpLoginError(code, {
        retryAfterMs: { rate_limited: 240_000, too_recent: 72_000_000 }[code as string],
      });
      const event = oneEvent(element.parentElement as HTMLElement, 'wechat-mp-identities-error');
      await unlink(element, 1);
      expect(((await event) as unknown as IdentitiesErrorEvent).code).to.equal(code);
      await until(() => textOf(element, '#question').includes(sentence));
      expect(rowsOf(element)).to.have.length(3);
      const offered = [
        ...(rowsOf(element)[1]?.querySelectorAll<HTMLElement>('.question button') ?? []),
      ];
      expect(offered.map(({ innerText }) => innerText.trim()).join()).to.equal(buttons);
      expect(
        offered.some((each) => each === focusedIn(element)),
        'focus',
      ).to.equal(true);
      offered.at(-1)?.click();
      await element.updateComplete;
      expect(inside(element, '.question') === null).to.equal(true);
      expectFocus(element, buttonNamed(element, 'Unlink', 1));
      if (isExplained) await until(() => consoleErrors().some((text) => text.includes(code)));
      else expect(consoleErrors()).to.deep.equal([]);
    });
  }

  it('succeeds on the second try', async () => {
    const backend = createBackend();
    const element = await mountListed(backend);
    backend.refusal = new WechatMpLoginError('unreachable');
    await unlink(element, 0);
    await until(() => textOf(element, '#question').includes('connect'));
    backend.refusal = undefined;
    await press(element, 'Try again');
    await until(() => rowsOf(element).length === 2);
    expect(backend.calls).to.deep.equal(['list', 'unlink a', 'unlink a']);
  });

  it('removes an identity that was unlinked elsewhere', async () => {
    const backend = createBackend();
    const element = await mountListed(backend);
    backend.identities.unlink = () => Promise.reject(new WechatMpLoginError('not_found'));
    backend.linked = threeIdentities.slice(1);
    const changed = oneEvent(element, 'wechat-mp-identities-change');
    await unlink(element, 0);
    const { identities } = (await changed) as unknown as IdentitiesChangeEvent;
    expect(identities.map(({ id }) => id)).to.deep.equal(['b', 'c']);
    await until(() => rowsOf(element).length === 2);
  });

  it('explains that the identity is unknown if the list still contains it', async () => {
    const backend = createBackend();
    const element = await mountListed(backend);
    backend.identities.unlink = () => Promise.reject(new WechatMpLoginError('not_found'));
    await unlink(element, 0);
    await until(() => textOf(element, '#question').includes('Not available'));
  });
});

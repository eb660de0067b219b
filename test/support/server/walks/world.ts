/** People, browsers and a backend. It takes the steps of a random walk and tells the oracle what came of them. */
import type { HarnessOptions } from '../harness.js';
import { createChat } from './chat.js';
import { createJudge } from './judge.js';
import { createPages, wrongDigits } from './pages.js';
import { createSetting } from './setting.js';
import type { Person, Step } from './steps.js';

type SignIn = Extract<Step, { readonly by: Person; readonly purpose: unknown }>;

/** Numbers of a step count from the last one. */
const last = <T>(list: readonly T[], index: number): T | undefined => list.at(-1 - index);

export async function createWorld(createLogin: HarnessOptions['createLogin']) {
  const setting = await createSetting(createLogin);
  const { oracle, tabs, replies } = setting;
  const chat = createChat(setting);
  const pages = createPages(setting);
  const judge = createJudge(setting);

  async function signIn({ browser, by, purpose }: SignIn): Promise<void> {
    const tab = await pages.open(browser, purpose);
    if (!tab) return;
    await chat.scan(tab, by);
    const asked = replies.findLast((each) => each.tab === tab);
    if (asked) await chat.confirm(asked, by, false);
    const { body } = await pages.finish(tab, 'redeem');
    if (body['result'] !== 'binding') return;
    if (purpose === 'link') await pages.link(tab);
    else await pages.finish(tab, 'create');
  }

  async function take(step: Step): Promise<unknown> {
    const tab = 'tab' in step ? last(tabs, step.tab) : undefined;
    const repliesToStep = (by: Person) => replies.filter(({ to }) => to === by);
    switch (step.do) {
      case 'open':
        return pages.open(step.browser, step.purpose);
      case 'scan':
        return tab && chat.scan(tab, step.by);
      case 'confirm':
      case 'notMe': {
        const reply = last(repliesToStep(step.by), step.reply);
        if (!reply) return undefined;
        return step.do === 'notMe'
          ? chat.sayNotMe(reply, step.typed)
          : chat.confirm(reply, step.by, step.typed);
      }
      case 'copyConfirm': {
        const others = replies.filter(({ to }) => to !== step.by);
        const reply = last(others, step.reply);
        return reply && chat.confirm(reply, step.by, false);
      }
      case 'redeem':
      case 'create':
        return tab && pages.finish(tab, step.do);
      case 'link':
        return tab && pages.link(tab);
      case 'linkGuessing':
        return tab && pages.finish(tab, 'link', { chatCode: wrongDigits });
      case 'redeemTwice':
        return tab && Promise.all([pages.finish(tab, 'redeem'), pages.finish(tab, 'redeem')]);
      case 'redeemElsewhere':
        return tab && pages.finish(tab, 'redeem', { browser: step.browser });
      case 'unlink':
        return pages.unlink(step.browser, step.person);
      case 'signOut':
        return pages.signOut(step.browser);
      case 'forgetBrowsers':
        return pages.forgetBrowsers(step.person);
      case 'unfollow':
        return chat.push(step.person, 'unsubscribe');
      case 'follow':
        return chat.push(step.person, 'subscribe');
      case 'wait':
        setting.backend.clock.nowMs += step.ms;
        return undefined;
      case 'join':
        return setting.join(step.person);
      case 'openAndScan': {
        const opened = await pages.open(step.browser, step.purpose);
        return opened && chat.scan(opened, step.by);
      }
      case 'signIn':
        return signIn(step);
      case 'atOnce':
        return Promise.all(step.steps.map(take));
    }
  }

  return {
    async step(step: Step): Promise<void> {
      oracle.beginStep();
      await take(step);
      await judge();
    },
    /** How often somebody was signed in, said "Not me", and so on: a walk that does nothing shows nothing. */
    reached() {
      const done = tabs.filter(({ model }) => model.accountId !== undefined);
      return {
        signedIn: done.length,
        linked: done.filter(({ model }) => model.purpose === 'link').length,
        undone: done.filter(({ model }) => model.deniedIn !== undefined).length,
      };
    },
  };
}

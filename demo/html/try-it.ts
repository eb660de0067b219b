/** Help for people who try the demo: the existing customers, and how each of them can sign in. */
import { html } from 'hono/html';
import { customers } from '../shop/customers.js';
import { attackLink } from './attack.js';
import type { Markup } from './layout.js';
import type { Lang } from './texts.js';

const texts = {
  'zh-Hans': {
    title: '体验账号',
    newcomer: ['新访客', '用任意一个微信扫码，然后选择注册新账号。'],
    intro: '这些会员已在店里有账号，但还没有关联微信：扫码后选择“已有账号”。',
    comma: '，',
    colon: '：',
    password: '密码',
    number: '会员号',
    pin: '密码',
    emailCode: '验证码会发到手机的“信息”里',
    phoneCode: '一个号码，两个账号：验证后选择其一',
    attack: '陌生人能骗到一次登录吗？',
  },
  en: {
    title: 'Demo accounts',
    newcomer: ['A new visitor', 'Scan with any WeChat, then create a new account.'],
    intro:
      'These customers have an account at the shop but no linked WeChat. Scan, then choose “I have an account”.',
    comma: ', ',
    colon: ': ',
    password: 'password',
    number: 'member number',
    pin: 'PIN',
    emailCode: 'the code arrives in Messages on the phone',
    phoneCode: 'one number, two accounts: choose after the code',
    attack: 'Can a stranger get a login out of you? ',
  },
} as const;

/** @param hasPhone whether there is a phone on which verification codes arrive */
export function tryIt(lang: Lang, hasPhone: boolean): Markup {
  const t = texts[lang];
  const { zhouLan, gaoYuan, heXin } = customers;
  return html`<details class="try">
    <summary>${t.title}</summary>
    <dl>
      <dt>${t.newcomer[0]}</dt>
      <dd>${t.newcomer[1]}</dd>
    </dl>
    <p>${t.intro}</p>
    <dl>
      <dt>${zhouLan.name}</dt>
      <dd>
        <code>${zhouLan.email}</code>${t.comma}${t.password} <code>${zhouLan.password}</code><br />
        ${t.number} <code>${zhouLan.number}</code>${t.comma}${t.pin} <code>${zhouLan.pin}</code>
      </dd>
      ${
        hasPhone
          ? html`<dt>${gaoYuan.name}</dt>
              <dd><code>${gaoYuan.email}</code>${t.colon}${t.emailCode}</dd>
              <dt>${heXin.names[0]}</dt>
              <dd><code>${heXin.phone}</code>${t.colon}${t.phoneCode}</dd>`
          : ''
      }
    </dl>
    ${hasPhone ? html`<p>${t.attack}${attackLink(lang, 'inline')}</p>` : ''}
  </details>`;
}

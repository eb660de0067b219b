/** The simulated phone beside the page, and the shop's messages on it. The sign-in page needs neither. */
import 'wechat-mp-login/phone';
import { remoteInbox } from './inbox.js';

for (const phone of document.querySelectorAll('wechat-phone')) {
  phone.inbox = remoteInbox(new URL('/simulator/inbox', location.href));
}

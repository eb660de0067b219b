/** The simulated phone beside the page. The sign-in page's own script does not depend on it. */
import 'wechat-mp-login/phone';
import { remotePhone } from 'wechat-mp-login/simulator';
import { remoteInbox } from './inbox.js';

for (const phone of document.querySelectorAll('wechat-phone')) {
  phone.inbox = remoteInbox(new URL('/simulator/inbox', location.href));
  phone.connection = remotePhone(new URL('/simulator', location.href));
}

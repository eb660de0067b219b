/** The simulated phone beside the page. A script of its own: what signs people in does not know it. */
import '../../src/phone/demo-phone.js';
import { remotePhone } from '../../src/simulator/phone/remote.js';
import { remoteInbox } from './inbox.js';

for (const phone of document.querySelectorAll('demo-phone')) {
  phone.inbox = remoteInbox(new URL('/simulator/inbox', location.href));
  phone.link = remotePhone(new URL('/simulator/phone', location.href));
}

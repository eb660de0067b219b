/** What the card shows after its QR code, independent of the language. */
import type { Icon } from '../../shared/icons.js';
import { shield } from '../../shared/late-icons.js';
import { faded } from '../view-of.js';
import type { AfterQrCodeState, View } from '../view-of.js';

const phone: Icon = {
  name: 'phone',
  path: 'M9 2.5h6a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2v-15a2 2 0 0 1 2-2zM11 18.5h2',
};
const check: Icon = { name: 'check', path: 'M5 12.5l4.5 4.5L19 7.5' };

export function viewAfterQrCode(state: AfterQrCodeState): View {
  switch (state.type) {
    case 'confirm':
      return state.mode === 'digits'
        ? { text: 'digits', tile: 'busy', icon: phone, chatDigits: state.digits }
        : { text: 'tap', tile: 'busy', icon: phone };
    case 'approved':
    // Until the prompts have loaded, and where the page shows prompts of its own.
    case 'binding':
      return { text: 'approved', tile: 'busy', icon: phone };
    case 'success': {
      const { account, isNew, linked } = state;
      const text = linked ? 'linked' : isNew ? 'welcome' : 'back';
      return { text, tile: 'done', icon: check, account };
    }
    case 'expired':
    case 'cancelled': {
      const { type: text, shown } = state;
      // Digits or a button were shown, which are no QR code.
      const isOther = shown !== undefined && shown.method !== 'scan';
      return { text, tile: faded(state), action: isOther ? 'retry' : 'refresh' };
    }
    case 'denied':
      return { text: 'denied', tile: 'none', icon: shield, action: 'retry' };
    default:
      return state satisfies never;
  }
}

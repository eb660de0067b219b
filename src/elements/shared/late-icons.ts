/** Icons that no card needs before its QR code is scanned, or without terms to accept. */
import type { Icon } from './icons.js';

export const shield: Icon = {
  name: 'shield',
  path: 'M12 3l7 3v5.5c0 4.5-3 7.7-7 9.5-4-1.8-7-5-7-9.5V6zM9 12l2.2 2.2L15 10.4',
};

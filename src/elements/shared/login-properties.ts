/** The properties that `<wechat-mp-login>` shares with its button, which passes them on to the login. */
import { LitElement } from 'lit';
import type { PropertyDeclarations } from 'lit';
import type { Backend } from '../../client/backend.js';
import type { Transport } from '../../client/http/http-backend.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import type { Method, Purpose } from '../../protocol/messages.js';

export abstract class LoginProperties extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: {},
    lang: { reflect: true },
    officialAccount: { attribute: 'official-account' },
    method: {},
    transport: {},
    purpose: {},
    returnTo: { attribute: 'return-to' },
    theme: { reflect: true },
    logo: {},
    texts: { attribute: false },
  };

  /** Address of the backend, on this origin or https on another; or an object that implements `Backend`. */
  declare backend?: string | URL | Backend | undefined;
  /** Key of one of the backend's official accounts; the backend's default unless set. */
  declare officialAccount?: string | undefined;
  /** How the visitor signs in; `scan` unless set. */
  declare method?: Method | 'auto' | undefined;
  /** How the page learns of a scan: `auto` (unless set), `stream` or `poll`. */
  declare transport?: Transport | undefined;
  /** `login` unless set. */
  declare purpose?: Purpose | undefined;
  /** Path on this origin to go to after signing in. */
  declare returnTo?: string | undefined;
  /** `auto` unless set: follows the page's `color-scheme`. */
  declare theme?: 'auto' | 'light' | 'dark' | undefined;
  /** Address of a picture for the middle of the QR code. */
  declare logo?: string | undefined;
  /** Your own texts in place of ours, some or all: `{ refresh: 'New code' }`, or a function of the language. */
  declare texts?: TextsOf | undefined;
}

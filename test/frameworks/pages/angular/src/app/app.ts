import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import 'wechat-mp-login';
import type { LoginSuccessEvent, Texts } from 'wechat-mp-login';

@Component({
  selector: 'app-root',
  // Angular then accepts every tag whose name has a hyphen.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    @if (name()) {
      <p>Hello {{ name() }}</p>
    } @else {
      <wechat-mp-login
        backend="/wechat-login"
        [texts]="texts"
        (wechat-mp-login-success)="greet($event)"
      />
    }
  `,
})
export class App {
  readonly name = signal('');
  readonly texts: Texts = { messages: { ready: ['Members only', 'Scan to come in.'] } };

  greet({ account }: LoginSuccessEvent) {
    this.name.set(account.name);
  }
}

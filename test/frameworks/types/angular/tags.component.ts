import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core';
import type { Texts, LoginSuccessEvent } from 'wechat-mp-login';
import type { IdentitiesChangeEvent } from 'wechat-mp-login/identities';

@Component({
  selector: 'app-login',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <wechat-mp-login
      #login
      backend="/wechat-login"
      return-to="/home"
      [texts]="texts"
      (wechat-mp-login-success)="welcome($event)"
    />
    <wechat-mp-identities backend="/wechat-login" (wechat-mp-identities-change)="show($event)" />
    <button (click)="login.refresh()">New code</button>
    <wechat-mp-login (wechat-mp-login-error)="welcome($event)" />
    <!-- wrong -->
    <wechat-mp-login (wechat-mp-login-error)="report($event.kode)" />
    <!-- wrong -->
    <wechat-mp-identities (wechat-mp-identities-change)="welcome($event)" />
    <!-- wrong -->
    <button (click)="login.reload()">New code</button>
    <!-- wrong -->
  `,
})
export class Login {
  readonly texts: Texts = { refresh: 'New code' };

  welcome({ account }: LoginSuccessEvent): string {
    return account.name;
  }

  show({ identities }: IdentitiesChangeEvent): number {
    return identities.length;
  }

  report(code: string): string {
    return code;
  }
}

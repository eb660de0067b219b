import type {} from 'wechat-mp-login/types/react';
import type { WechatMpLogin, WechatMpLoginButton } from 'wechat-mp-login/elements';
import type { Backend } from 'wechat-mp-login/client';
import type { PhoneConnection } from 'wechat-mp-login/phone';
import { useRef } from 'react';

declare const backend: Backend;
declare const connection: PhoneConnection;

export function Good() {
  const login = useRef<WechatMpLogin>(null);
  const button = useRef<WechatMpLoginButton>(null);
  return (
    <main onClick={() => login.current?.refresh()}>
      <wechat-mp-login
        ref={login}
        key="login"
        className="card"
        slot="body"
        backend="/wechat-login"
        return-to="/home"
        official-account="shop"
        lang="zh-Hans"
        method="scan"
        transport="poll"
        purpose="link"
        theme="dark"
        variant="compact"
        logo="/logo.png"
        manual
        texts={{ refresh: 'New code' }}
        onwechat-mp-login-state={({ state }) => state.type satisfies string}
        onwechat-mp-login-success={({ account, isNew }) => [account.name, isNew]}
        onwechat-mp-login-binding={({ form }) => form}
        onwechat-mp-login-error={({ code, retryable }) => [code, retryable]}
        onClick={() => undefined}
      >
        <p slot="footer">Terms</p>
      </wechat-mp-login>
      <wechat-mp-login backend={backend} texts={(lang) => ({ refresh: lang })} />
      <wechat-mp-login-button
        ref={button}
        backend={new URL('https://login.example.com')}
        look="neutral"
        disabled={false}
        onwechat-mp-login-success={({ linked }) => linked}
      >
        Sign in
      </wechat-mp-login-button>
      <wechat-mp-identities
        backend="/wechat-login"
        onwechat-mp-identities-change={({ identities }) => identities.length}
        onwechat-mp-identities-error={(event) => event.preventDefault()}
      />
      <wechat-mp-qr value="https://example.com" label="Address" state="veiled" expires-at-ms={1} />
      <wechat-mp-debug open />
      <wechat-phone lang="en" connection={connection} />
    </main>
  );
}

export function Wrong() {
  const login = useRef<WechatMpLoginButton>(null);
  return (
    <>
      {/* No such attribute, in HTML or in React. */}
      <wechat-mp-login backnd="/wechat-login" /> {/* wrong */}
      <wechat-mp-login returnTo="/home" /> {/* wrong */}
      <wechat-mp-login state={{ type: 'idle' }} /> {/* wrong */}
      <wechat-mp-login-button variant="card" /> {/* wrong */}
      <wechat-mp-lgoin backend="/wechat-login" /> {/* wrong */}
      {/* No such value. */}
      <wechat-mp-login theme="blue" /> {/* wrong */}
      <wechat-mp-login manual="yes" /> {/* wrong */}
      <wechat-mp-login backend={{ path: '/wechat-login' }} /> {/* wrong */}
      <wechat-mp-login texts={{ refresch: 'New code' }} /> {/* wrong */}
      <wechat-mp-login texts="New code" /> {/* wrong */}
      <wechat-mp-qr expires-at-ms={new Date()} /> {/* wrong */}
      <wechat-phone connection="/simulator" /> {/* wrong */}
      {/* No such event, or another one. */}
      <wechat-mp-login onSuccess={() => undefined} /> {/* wrong */}
      <wechat-mp-login onwechat-mp-login-success={(event: MouseEvent) => event} /> {/* wrong */}
      <wechat-mp-login onwechat-mp-login-error={({ kode }) => kode} /> {/* wrong */}
      <wechat-mp-login ref={login} /> {/* wrong */}
    </>
  );
}

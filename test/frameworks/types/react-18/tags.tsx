/// <reference types="wechat-mp-login/types/react" />
import type { WechatMpLogin } from 'wechat-mp-login/elements';
import { useRef } from 'react';

export function Good() {
  const login = useRef<WechatMpLogin>(null);
  return (
    <main onClick={() => login.current?.refresh()}>
      <wechat-mp-login
        ref={login}
        key="login"
        class="card"
        backend="/wechat-login"
        return-to="/home"
        theme="dark"
        manual
        onClick={() => undefined}
      >
        <p slot="footer">Terms</p>
      </wechat-mp-login>
      <wechat-mp-login-button backend="/wechat-login" look="neutral" disabled={false} />
      <wechat-mp-identities backend="/wechat-login" />
      <wechat-mp-qr value="https://example.com" expires-at-ms={1} />
      <wechat-mp-debug open />
      <wechat-phone lang="en" />
    </main>
  );
}

export function Wrong() {
  return (
    <>
      <wechat-mp-login backnd="/wechat-login" /> {/* wrong */}
      <wechat-mp-login returnTo="/home" /> {/* wrong */}
      <wechat-mp-login theme="blue" /> {/* wrong */}
      {/* What React 18 would write as a string. */}
      <wechat-mp-login backend={new URL('https://login.example.com')} /> {/* wrong */}
      <wechat-mp-login texts={{ refresh: 'New code' }} /> {/* wrong */}
      <wechat-phone connection={{}} /> {/* wrong */}
    </>
  );
}

import type {} from 'wechat-mp-login/types/solid';
import type { WechatMpLogin, WechatMpLoginButton } from 'wechat-mp-login/elements';
import type { Backend } from 'wechat-mp-login/client';
import type { PhoneConnection } from 'wechat-mp-login/phone';

declare const backend: Backend;
declare const connection: PhoneConnection;

export function Good() {
  let login!: WechatMpLogin;
  return (
    <main onClick={() => login.refresh()}>
      <wechat-mp-login
        ref={login}
        class="card"
        slot="body"
        backend={backend}
        return-to="/home"
        official-account="shop"
        lang="zh-Hans"
        theme="dark"
        manual={false}
        texts={{ refresh: 'New code' }}
        on:wechat-mp-login-state={({ state }) => state.type satisfies string}
        on:wechat-mp-login-success={({ account, isNew }) => [account.name, isNew]}
        onClick={() => undefined}
      >
        <p slot="footer">Terms</p>
      </wechat-mp-login>
      <wechat-mp-login attr:return-to="/home" prop:texts={{}} prop:returnTo="/home" />
      <wechat-mp-login-button ref={(button) => button.open()} backend="/wechat-login" disabled />
      <wechat-mp-identities
        backend="/wechat-login"
        on:wechat-mp-identities-change={({ identities }) => identities.length}
      />
      <wechat-mp-qr value="https://example.com" state="veiled" prop:expiresAtMs={1} />
      <wechat-mp-debug open />
      <wechat-phone lang="en" connection={connection} />
    </main>
  );
}

export function Wrong() {
  let login!: WechatMpLoginButton;
  return (
    <>
      <wechat-mp-login backnd="/wechat-login" /> {/* wrong */}
      <wechat-mp-login-button variant="card" /> {/* wrong */}
      <wechat-mp-lgoin backend="/wechat-login" /> {/* wrong */}
      <wechat-mp-login theme="blue" /> {/* wrong */}
      <wechat-mp-login texts={{ refresch: 'New code' }} /> {/* wrong */}
      <wechat-mp-login prop:texts="New code" /> {/* wrong */}
      <wechat-mp-login attr:theme="blue" /> {/* wrong */}
      <wechat-phone connection="/simulator" /> {/* wrong */}
      <wechat-mp-login onSuccess={() => undefined} /> {/* wrong */}
      <wechat-mp-login on:wechat-mp-login-success={(event: MouseEvent) => event} /> {/* wrong */}
      <wechat-mp-login on:wechat-mp-login-error={({ kode }) => kode} /> {/* wrong */}
      <wechat-mp-login ref={login} /> {/* wrong */}
    </>
  );
}

/** The page of react.test.ts: rendered on a server, then hydrated in StrictMode. */
import { StrictMode, useEffect, useRef, useState } from 'react';
import type { Backend } from 'wechat-mp-login/client';
import type { WechatMpLogin as LoginElement } from 'wechat-mp-login/elements';
import {
  WechatMpIdentities,
  WechatMpLogin,
  WechatMpLoginButton,
  WechatMpQr,
} from 'wechat-mp-login/react';

interface AppProps {
  /** Undefined on the server. */
  readonly backend?: Backend;
  readonly log: (entry: string) => void;
}

function Page({ backend, log }: AppProps) {
  const login = useRef<LoginElement>(null);
  const [words, setWords] = useState<string | undefined>('Welcome back');
  useEffect(() => {
    log(`effect: ${typeof login.current?.refresh}`);
  }, [log]);
  return (
    <>
      <WechatMpLogin
        ref={login}
        className="card"
        lang="en"
        theme="dark"
        manual={false}
        hidden={false}
        aria-hidden={false}
        backend={backend}
        texts={words === undefined ? undefined : { name: words }}
        onState={({ state }) => log(`state: ${state.type}, words: ${words}`)}
        onSuccess={(event) => event.preventDefault()}
        onClick={() => log('click')}
      >
        <p slot="footer">Terms</p>
      </WechatMpLogin>
      <button onClick={() => setWords((before) => (before ? undefined : 'Hello'))}>Words</button>
      <WechatMpLoginButton backend="/wechat-login" returnTo="/home" look="neutral" disabled>
        Sign in
      </WechatMpLoginButton>
      <WechatMpIdentities
        backend={{ list: () => Promise.reject(new Error('down')), unlink: () => Promise.reject() }}
        onError={({ code }) => log(`identities: ${code}`)}
      />
      <WechatMpQr value="https://example.com" expiresAtMs={1} label="Address" />
    </>
  );
}

export const App = (props: AppProps) => (
  <StrictMode>
    <Page {...props} />
  </StrictMode>
);

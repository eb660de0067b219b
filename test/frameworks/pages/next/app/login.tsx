'use client';

import { useState } from 'react';
import type { Texts } from 'wechat-mp-login';
import { WechatMpLogin } from 'wechat-mp-login/react';

const texts: Texts = { messages: { ready: ['Members only', 'Scan to come in.'] } };

export function Login() {
  const [name, setName] = useState<string>();
  if (name) return <p>Hello {name}</p>;
  return (
    <WechatMpLogin
      backend="/wechat-login"
      texts={texts}
      onSuccess={(event) => setName(event.account.name)}
    />
  );
}

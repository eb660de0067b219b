import { useState } from 'preact/hooks';
import 'wechat-mp-login';
import type { Texts } from 'wechat-mp-login';

const texts: Texts = { messages: { ready: ['Members only', 'Scan to come in.'] } };

export function App() {
  const [name, setName] = useState<string>();
  if (name) return <p>Hello {name}</p>;
  return (
    <wechat-mp-login
      backend="/wechat-login"
      texts={texts}
      onwechat-mp-login-success={(event) => setName(event.account.name)}
    />
  );
}

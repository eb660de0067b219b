import { createSignal, Show } from 'solid-js';
import 'wechat-mp-login';
import type { Texts } from 'wechat-mp-login';

const texts: Texts = { messages: { ready: ['Members only', 'Scan to come in.'] } };

export function App() {
  const [name, setName] = createSignal<string>();
  return (
    <Show
      when={name()}
      fallback={
        <wechat-mp-login
          backend="/wechat-login"
          prop:texts={texts}
          on:wechat-mp-login-success={(event) => setName(event.account.name)}
        />
      }
    >
      <p>Hello {name()}</p>
    </Show>
  );
}

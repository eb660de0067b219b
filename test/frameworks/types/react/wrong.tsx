import { useRef } from 'react';
import type { WechatMpLoginButton as ButtonElement } from 'wechat-mp-login/elements';
import {
  WechatMpIdentities,
  WechatMpLogin,
  WechatMpLoginButton,
  WechatMpQr,
  type TagProps,
} from 'wechat-mp-login/react';

const props: TagProps<'wechat-mp-login'> = { backend: '/wechat-login', returnTo: '/home' };

export function Wrong() {
  const button = useRef<ButtonElement>(null);
  return (
    <>
      <WechatMpLogin {...props} />
      <WechatMpLoginButton ref={button} onSuccess={({ account }) => account.name} />
      <WechatMpLogin backnd="/wechat-login" /> {/* wrong */}
      <WechatMpLogin theme="blue" /> {/* wrong */}
      <WechatMpLogin state={{ type: 'idle' }} /> {/* wrong */}
      <WechatMpLogin texts="New code" /> {/* wrong */}
      <WechatMpLogin ref={button} /> {/* wrong */}
      <WechatMpLogin onSuccess={(event: MouseEvent) => event} /> {/* wrong */}
      <WechatMpLogin onError={({ kode }) => kode} /> {/* wrong */}
      <WechatMpLoginButton variant="card" /> {/* wrong */}
      <WechatMpIdentities onSuccess={() => undefined} /> {/* wrong */}
      <WechatMpQr expiresAtMs="tomorrow" /> {/* wrong */}
    </>
  );
}

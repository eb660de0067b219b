import { DefineTags } from './define-tags';

export default function Page() {
  return (
    <>
      <DefineTags />
      <wechat-mp-login backend="/wechat-login" return-to="/account" />
    </>
  );
}

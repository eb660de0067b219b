import { WechatMpLoginError } from '../../protocol/errors.js';

/** A framework that hydrates a page may set the property some time after the tag was registered. */
const hydrationMs = 3000;

/** Calls back with an error if a tag on the page has no backend by then. */
export function awaitBackend(
  tag: Pick<Element, 'isConnected'> & { readonly backend?: unknown },
  onMissing: (error: WechatMpLoginError) => void,
): void {
  setTimeout(() => {
    if (tag.isConnected && !tag.backend) onMissing(new WechatMpLoginError('bad_backend'));
  }, hydrationMs);
}

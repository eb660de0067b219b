/** What WeChat's errcodes mean, in Chinese. The English sentences are in src/wechat/api/error-codes.ts. */

const notices = '所有者可以在账号的通知里看到原因和申诉办法。';
const ownKeys = '请使用公众号自己的 AppID 和 AppSecret。';

const sentences: Readonly<Record<number, string>> = {
  [-1]: '微信系统繁忙，请稍后再试；不需要修改任何设置。',
  40001: '微信不再接受这个 access_token，或者 AppSecret 不属于这个 AppID。',
  40002: '微信不接受获取 access_token 时的 grant_type。',
  40003: '这个 OpenID 不属于本账号的用户。',
  40013: '微信不认识这个 AppID，请重新复制。',
  40014: '微信不认识这个 access_token。',
  40029: '网页授权的 code 不属于这个 AppID，或者已超过 5 分钟。',
  40052: '微信不认识二维码的 action_name。',
  40053: '微信不接受二维码的 action_info。',
  40066: '微信不认识调用的地址。如果经过代理，请检查代理是否保留了路径。',
  40125: 'AppSecret 不对。请重新复制；如果丢失了，请重置并复制新的。',
  40163: '网页授权的 code 已经用过。',
  40164: '本机访问外网的 IP 地址不在账号的 IP 白名单里。白名单对每一次接口调用都有效。',
  40243: 'AppSecret 已被冻结，请先解冻。',
  41001: '调用没有带 access_token。',
  41002: '微信没有收到 AppID。如果已经设置，可能是代理改了 JSON 内容。',
  41004: '微信没有收到 AppSecret。如果已经设置，可能是代理改了 JSON 内容。',
  41018: `微信把这次调用当成了第三方平台的调用。${ownKeys}`,
  42001: 'access_token 已过期。如果反复出现，请检查本机的时钟。',
  43002: '这里需要 POST，可能是代理改了请求方法。',
  43003: '微信只接受 https 的调用。',
  44002: '微信收到的内容是空的，可能被代理去掉了。',
  45002: '内容超过了微信允许的长度。',
  45009: '这个接口当天的额度已经用完，北京时间零点恢复；所有者也可以每月手动清零。',
  45011: '这一分钟内调用太多，稍后即可恢复。',
  45029: '账号的永久二维码已达上限，请使用临时二维码。',
  45035: '微信不接受来自本机 IP 地址的调用，请把它加进 IP 白名单。',
  47001: '微信读不懂调用的 JSON，可能是代理改了内容。',
  48001:
    '账号没有这个接口的权限。带参数的二维码需要已认证的服务号或接口测试号，请检查账号的类型和认证状态。',
  48002: '账号关闭了这个接口，请在接口权限里打开。',
  48003: '账号还没有同意这个接口的协议，请管理员在 mp.weixin.qq.com 上同意。',
  48004: `账号因违规被封禁了这个接口。${notices}`,
  48005: '由于账号的其他设置，微信不允许使用这个接口。',
  50001: '账号没有获得这个接口，请检查账号的类型、认证状态和接口权限。',
  50002: `微信限制或停用了这个账号。${notices}`,
  50003: `微信认为这个账号异常，拒绝它的调用。${notices}`,
  50004: `微信不允许这个账号使用 access_token。${notices}`,
  50007: `微信冻结或注销了这个账号。${notices}`,
  61003: `账号没有授权给这个第三方平台。${ownKeys}`,
  61004: '本机的 IP 地址没有在微信登记，请把它加进 IP 白名单。',
  61007: `账号没有把这个接口授权给第三方平台。${ownKeys}`,
  61024: `这个接口需要另一种 access_token。${ownKeys}`,
  63178: '微信没有这两个账号之间的迁移记录。',
  63182: '微信没有收到 OpenID。',
  63183: '没有账号迁移到这个账号，或者迁移已超过 15 天。',
  89501: '需要账号的管理员先批准这次调用。',
  89503: '需要管理员在微信发来的消息里确认本机的 IP 地址，然后再试。',
  89506: '管理员两次拒绝了本机的 IP 地址，24 小时之后才能再试。',
  89507: '管理员拒绝了本机的 IP 地址，一小时之后才能再试。',
};

/** @param sentence the English one, in which only the IP address differs from call to call */
export function errcodeInChinese(code: number, sentence: string): string {
  const known = Object.hasOwn(sentences, code) ? sentences[code] : undefined;
  if (known === undefined) return `本版本不认识错误码 ${code}，请查微信文档的“全局返回码”。`;
  const address = / The address is ([0-9a-f.:]+)\.$/i.exec(sentence)?.[1];
  return address === undefined ? known : `${known}微信看到的地址是 ${address}。`;
}

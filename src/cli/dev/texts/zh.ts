/** What `dev` says in Chinese. */
import type { Texts } from './names.js';

const help = `wechat-mp-login dev [选项] [-- 程序 …]

项目里有 init 写入的 wechat-login.mjs 时，启动这个项目；没有时，提供自带的登录页和后端。环境变量里
没有公众号的密钥，就由它扮演微信，页面上有一部手机：点“扫一扫”，再点“关注”。只有本机能访问。

  --port PORT         端口，0 表示任意空闲端口                                [3000]
  --lang zh|en        这里的语言，也是自带页面和手机的语言                    [取自 LANG]
  --confirm MODE      用于自带页面：聊天里何时要求确认，auto、tap、digits
                      或 none                                                 [auto]
  --public-url URL    使用真实的公众号时：内网穿透的源，比如
                      https://dev.example.com                                 [PUBLIC_URL]
  -- 程序 …           为您的项目提供服务的程序，要监听 PORT 指定的端口，比如：-- npm run dev
                      密钥通过 WECHAT_APP_ID 等环境变量传给它，还有 PUBLIC_URL
  --help, --version

环境变量里有 WECHAT_APP_ID、WECHAT_APP_SECRET、WECHAT_TOKEN 和 WECHAT_AES_KEY 时，使用这个公众号，
并打印要填到微信开发者平台上的服务器地址(URL)。WECHAT_MODE、WECHAT_ORIGINAL_ID 和
WECHAT_API_BASE_URL 同样有效。
`;

export const zh: Texts = {
  help,
  page: {
    lang: 'zh-Hans',
    title: '登录',
    signedInAs: '已登录：',
    signOut: '退出登录',
    hint: '在手机上点“扫一扫”，再点“关注”。',
    realHint: '用微信扫码，并关注公众号。',
  },
  accounts: { ofOwnPage: '山间小店', ofProject: '模拟公众号' },
  start: {
    simulated: '由模拟器扮演微信：请用页面上的手机扫码。',
    real: '用的是真实的公众号：请用您自己的手机扫码。',
    tunnel: (address) => `内网穿透要通到 ${address}`,
    enter: '请把这个服务器地址(URL)填到微信开发者平台：',
  },
  mistakes: {
    port: '--port 必须是 0（任意空闲端口）到 65535 之间的数字。',
    confirm: (modes) => `--confirm 只能是 ${modes.join('、')} 之一。`,
    someKeys: (given, missing) =>
      `设置了 ${given.join('、')}，但没有 ${missing.join('、')}。要用真实的微信登录，请全部设置；要用模拟器，请全部不设。`,
    noOrigin: (keys) =>
      `设置了 ${keys[0]}，真实的微信就要能访问本机：--public-url 或 PUBLIC_URL 必须是内网穿透的源，比如 https://dev.example.com。如果想让模拟器扮演微信，请取消 ${keys.join('、')}。`,
  },
  failures: {
    port: (port, why) => `无法打开端口 ${port}：${why}。`,
    takenPort: (port, why) =>
      `无法打开端口 ${port}：${why}。请用 --port 换一个，0 表示任意空闲端口。`,
    unbuilt: '缺少页面要用的文件：请先运行 npm run build。',
    noServer:
      '没有找到 init 写入的 server.mjs。请写上为您的项目提供服务的程序，它要监听 PORT 指定的端口：wechat-mp-login dev -- node my-server.js',
    notStarted: (command, why) => `无法启动 ${command}：${why}`,
    ended: (command, how) => `${command} 已经结束（${how}）。`,
    silent: (command, port, seconds) =>
      `${seconds} 秒之后，${command} 仍没有监听 PORT 指定的端口 ${port}。`,
  },
};

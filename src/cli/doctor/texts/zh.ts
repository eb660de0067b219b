/** What the doctor says, in Chinese. */
import { errcodeInChinese } from './errcodes-zh.js';
import type { Texts } from './names.js';

const basics = '我的业务 → 服务号 → 基础信息';
const platform = '微信开发者平台（developers.weixin.qq.com/platform）';
const notices = '登录 mp.weixin.qq.com，在账号的通知中心查看原因和申诉办法。';
const sharedToken =
  '找到那个程序，让它调用 /cgi-bin/stable_token 时不要传 force_refresh。如果谁都不知道是哪个程序，请重置 AppSecret，此后只有拿到新 AppSecret 的程序才能获取 access_token。调用 /cgi-bin/token 的程序不会造成这个问题。';
const pushes = `${platform} → 我的业务 → 服务号 → 消息与事件推送`;

export const zh: Texts = {
  help: `wechat-mp-login doctor [选项]

向微信查询您的公众号，并检查后端的服务器地址。报告的每一行写明看到了什么；有问题的，还写明含义
和到哪里解决。

它不改动任何设置，也不显示密钥、access_token 和 OpenID。它用的 access_token 和您的后端是同一个，
不会把它换掉。它大约调用微信接口十次，其中一次会生成一个没有人看到的二维码。您的后端最多收到五个
请求，其中三个应当被拒绝，并记入日志。

公众号的信息写在环境变量里，或者当前目录的 .env 文件里：
  WECHAT_APP_ID         AppID：wx 加 16 位十六进制数字
  WECHAT_APP_SECRET     AppSecret：32 位十六进制数字
  WECHAT_TOKEN          Token：3 到 32 位字母和数字
  WECHAT_AES_KEY        EncodingAESKey：43 位字母和数字
  WECHAT_MODE           safe（安全）、compatible（兼容）或 plain（明文）  [safe]
  PUBLIC_URL            网站的地址，没有 --url 时使用
  WECHAT_ORIGINAL_ID    原始 ID，gh_…；后端会核对它时才需要
  WECHAT_API_BASE_URL   微信接口、代理或模拟器的地址                      [https://api.weixin.qq.com]

请在后端所在的机器上运行：微信的 IP 白名单针对的是那台机器的地址。

选项
  --url URL             后端的地址，比如 https://example.com/wechat-login，或者服务器地址
                        (URL) 本身。默认是 PUBLIC_URL 之下的 /wechat-login；两者都没有时，
                        不检查服务器地址
  --env FILE            环境变量里没有的，从这个文件读取                  [.env，如果存在]
  --openid OPENID       查这位关注者的 UnionID                            [任意一位关注者]
  --no-open-platform    公众号有意不绑定开放平台
  --wait SECONDS        access_token 需要保持有效多少秒，最多 290         [10]
  --lang zh|en          报告的语言                                        [取自 LANG]
  --json                以 JSON 输出报告
  --help, --version

退出码：没有问题为 0，有问题为 1，参数不对为 2。
`,
  mistakes: {
    url: '--url 必须是后端的地址，比如 https://example.com/wechat-login，不能带“?”、“#”和用户名密码。',
    openid: '--openid 必须是某位关注者的 OpenID。',
    wait: (maxS) => `--wait 必须是 0 到 ${maxS} 之间的秒数。`,
    unreadable: (file) => `--env：无法读取 ${file}。`,
    oldNode: (file) => `读取 ${file} 需要 Node.js 20.12 或更高版本，请升级。`,
  },
  titles: {
    settings: '配置',
    token_strength: 'Token 强度',
    api: '微信接口',
    app_id: 'AppID',
    app_secret: 'AppSecret',
    whitelist: 'IP 白名单',
    account: '账号状态',
    clock: '时钟',
    qr_codes: '带参数的二维码',
    quota: '额度',
    token_kept: 'access_token',
    open_platform: '开放平台',
    callback_url: '服务器地址',
    callback_reachable: '服务器可达',
    handshake: '地址验证',
    signature: '错误的签名',
    mode: '未加密的推送',
    push: '推送',
  },
  texts: {
    settings_ok: { seen: '格式正确，模式为 {mode}' },
    settings_of_file: { seen: '格式正确，模式为 {mode}；环境变量里没有的取自 {file}' },
    token_strong: { seen: '足够长，足够随机' },
    api_answers: { seen: '{host} 应答正常' },
    app_id_ok: { seen: '微信认得' },
    app_secret_ok: { seen: '微信认可' },
    whitelist_ok: { seen: '微信接受本机的调用' },
    account_ok: { seen: '没有被限制或冻结' },
    clock_ok: { seen: '和微信的时间一致' },
    qr_codes_ok: { seen: '已认证的服务号或接口测试号：微信已生成一个' },
    quota_ok: { seen: '今天还能生成 {left} 个二维码（每天 {limit} 个）' },
    token_kept_ok: { seen: '{seconds} 秒之后仍然有效' },
    unionid_ok: { seen: '已绑定：关注者有 UnionID' },
    callback_url_ok: { seen: '微信接受 {url}' },
    callback_url_local: { seen: '{url}；本机的模拟器接受任何地址' },
    callback_reachable_ok: { seen: '从本机访问，没有签名时返回 HTTP {status}' },
    handshake_ok: { seen: '对签名正确的请求返回了 echostr' },
    signature_ok: { seen: '已拒绝（HTTP {status}）' },
    mode_ok: { seen: '已拒绝（HTTP {status}）' },
    push_ok: { seen: '已接受（{mode} 模式）' },

    settings_wrong: {
      seen: '{faults}',
      means: '正确的格式：{shapes}。',
      mend: `请写在环境变量或 .env 里。AppID 和 AppSecret：从${platform} → ${basics}复制。Token 和 EncodingAESKey：与后端以及该平台“消息与事件推送”里的相同。`,
    },
    token_weak: {
      seen: '太短，或者容易猜到',
      means: 'Token 用来证明请求来自微信；明文模式下，它是唯一的证明。',
      mend: `请换成 32 位随机的字母和数字：先用新 Token 启动后端，旧的填在 wechat.previousToken，再到${pushes}填写。`,
    },
    refused: { seen: '微信返回错误码 {errcode}（rid {rid}）' },
    no_answer: {
      seen: '{host} 没有应答：{failure}',
      means: '本命令无法调用微信接口，本机上的后端也无法向微信申请二维码。',
      mend: '检查本机的 DNS、防火墙和代理；如果设了 WECHAT_API_BASE_URL，也请检查它。',
    },
    no_answer_proxy: {
      seen: '{host} 没有应答：{failure}',
      means:
        '环境变量里有代理（HTTPS_PROXY 或 ALL_PROXY），但 Node.js 默认不使用它，您的后端也一样。',
      mend: '在这里和后端都设置 NODE_USE_ENV_PROXY=1，需要 Node.js 24 或 22.21 以上的版本，并设置 HTTPS_PROXY；或者让本机直接访问 {host}。',
    },
    not_wechat: {
      seen: '{host} 返回 HTTP {status}，但内容不是微信的应答',
      means: '应答的是别的东西：网络的登录页、代理、防火墙或另一台服务器。',
      mend: '在本机看看是什么在应答：curl -i {address}/cgi-bin/token。微信的应答是带 errcode 的 JSON。如果设了 WECHAT_API_BASE_URL，请检查它。',
    },
    clock_differs: {
      seen: '和微信相差 {seconds} 秒',
      means: '相差五分钟以上，后端会拒收所有推送，谁也登录不了。',
      mend: '在本机打开网络校时：timedatectl set-ntp true',
    },
    quota_used_up: {
      seen: '今天的 {limit} 个二维码已经用完',
      means: '北京时间零点之前，页面不再有二维码。',
      mend: '所有者可以手动清零：mp.weixin.qq.com → 设置与开发 → 接口权限。然后查清是什么用掉了这么多。',
    },
    token_invalidated: {
      seen: '{seconds} 秒之内失效（错误码 {errcode}）',
      means:
        '另一个程序让微信更换了这个账号的 access_token（调用 stable_token 时传了 force_refresh: true），之前的立即失效，后端的调用会不断失败。',
      mend: sharedToken,
    },
    no_unionid: {
      seen: '关注者没有 UnionID',
      means: '账号没有绑定到微信开放平台。同一个人在您的每个微信应用里都会变成不同的人。',
      mend: `${platform} → 我的业务 → 开放平台 → 绑定关系。如果这是您唯一的微信应用，请设置 openPlatform: false，并在这里加上 --no-open-platform。`,
    },
    url_http: {
      seen: '{url} 不是 https',
      means: '浏览器只在 https 下保存登录用的 Cookie。',
      mend: '申请证书，由 443 端口的代理转发请求。',
    },
    url_ip: {
      seen: '{host} 是 IP 地址',
      means: '微信只接受域名。',
      mend: '在 publicUrl 中使用域名。',
    },
    url_private: {
      seen: '{host} 不是公网域名',
      means: '微信无法从公网访问它。',
      mend: '在 publicUrl 中使用公网域名；本地开发请用内网穿透的域名。',
    },
    url_port: {
      seen: '{url} 带有端口 {port}',
      means: '微信只访问 80 和 443 端口。',
      mend: '从 publicUrl 中去掉端口，由 443 端口的代理转发请求。',
    },
    callback_unreachable: {
      seen: '没有应答：{failure}',
      means: '微信只等 5 秒。没有应答，扫码就不会有结果。',
      mend: '后端在运行吗？然后检查 DNS、完整的证书链、防火墙和代理。',
    },
    callback_answers: {
      seen: 'HTTP {status}：应答的不是后端',
      means: '没有签名的请求，后端会以 403 和空内容拒绝。',
      mend: '检查 --url 或 PUBLIC_URL、后端的挂载位置，以及它前面的东西：登录验证、隧道的提醒页、跳转。',
    },
    handshake_refused: {
      seen: '被拒绝（HTTP {status}）',
      means: '后端的 Token 和 WECHAT_TOKEN 不一致。微信平台会提示“token 验证失败”。',
      mend: `后端和${platform}“消息与事件推送”里要用同一个 Token。`,
    },
    handshake_other: {
      seen: 'HTTP {status}，但内容不是 echostr',
      means: '只有原样返回 echostr，微信才会保存这个地址。',
      mend: '检查后端前面的东西：代理、框架或缓存可能改了应答。',
    },
    signature_ignored: {
      seen: '被接受了',
      means: '后端没有验证签名：任何人都能以任何人的身份登录。',
      mend: '应答之前先验证签名（verifyHandshake、openEnvelope）。',
    },
    mode_plain_accepted: {
      seen: '被接受了（HTTP {status}）',
      means: '后端接受未加密的推送。见过一次回调地址的人，就能伪造别的推送。',
      mend: `在后端设置 wechat.mode: 'safe'，并选择“安全模式”：${pushes}。`,
    },
    push_refused: {
      seen: '被拒绝（HTTP {status}）',
      means:
        '后端的 EncodingAESKey、AppID 或原始 ID 和这里的环境变量不一致，或者它的时钟不对。后端日志里的 push_refused 写明了原因。',
      mend: `后端、这里和平台要用同样的密钥：${pushes}。如果后端设了 wechat.originalId，请在这里设置 WECHAT_ORIGINAL_ID。`,
    },
    push_refused_plain: {
      seen: '被拒绝（HTTP {status}）',
      means:
        'WECHAT_MODE 是 plain，所以推送没有加密。后端要求加密的推送，或者原始 ID 不一致，或者它的时钟不对。后端日志里的 push_refused 写明了原因。',
      mend: `如果账号使用“安全模式”，请去掉 WECHAT_MODE，并设置 WECHAT_AES_KEY。只有接口测试号没有 EncodingAESKey，这时在后端设置 wechat.mode: 'plain'。`,
    },
    push_answer: {
      seen: 'HTTP {status}，但不是微信接受的应答',
      means: '微信接受空内容、success 或 XML。其他应答会让聊天里出现“该公众号提供的服务出现故障”。',
      mend: '查看后端的日志，以及它前面的东西：代理或框架可能改了应答。',
    },

    needs: { seen: '因为要先解决“{check}”' },
    no_date: { seen: '因为接口的应答里没有 Date' },
    no_url: { seen: '因为 --url 和 PUBLIC_URL 都没有给出后端的地址' },
    plain_mode: { seen: '因为账号使用明文模式' },
    call_unanswered: { seen: '因为微信没有应答这次调用' },
    call_refused: { seen: '因为微信不允许这次调用（错误码 {errcode}）' },
    unbound_on_purpose: { seen: '因为用了 --no-open-platform' },
    no_followers: { seen: '因为还没有人关注这个账号' },
    openid_unknown: { seen: '因为 --openid 不属于这个账号' },
    openid_not_following: { seen: '因为 --openid 对应的人没有关注这个账号' },
  },
  faults: {
    missing: '缺少 {variable}',
    quotes: '{variable} 的值两边有引号',
    blank: '{variable} 中间有空格或换行',
    length: '{variable} 有 {length} 个字符',
    form: '{variable} 格式不对',
  },
  shapes: {
    appId: 'wx 加 16 位十六进制数（0-9、a-f）',
    appSecret: '32 位十六进制数（0-9、a-f）',
    token: '3 到 32 位字母和数字',
    encodingAesKey: '43 位字母和数字；接口测试号没有，请设置 WECHAT_MODE=plain',
    mode: 'safe、compatible 或 plain',
    originalId: 'gh_ 加字母和数字，可以不填',
    apiBaseUrl: '以 http:// 或 https:// 开头，不带“?”、“#”和密码，可以不填',
    publicUrl: '网站的地址，不带路径，比如 https://example.com',
  },
  failures: {
    dns: 'DNS 查不到这个域名（{code}）',
    refused: '那里没有程序在监听（{code}）',
    no_route: '网络不通（{code}）',
    timeout: '超时（{code}）',
    certificate: '证书无效，或证书链不完整（{code}）',
    no_tls: '那里不支持 https（{code}）',
    cut: '连接被中断（{code}）',
    unknown: '连接失败（{code}）',
  },
  places: {
    api: `请查微信文档的“全局返回码”；rid 可以在${platform}查询。`,
    app_id: `${platform} → ${basics} → AppID`,
    app_secret: `${platform} → ${basics} → 开发密钥。解冻要等 10 分钟才生效；重置以后，旧的在所有程序里立即失效。`,
    whitelist: `${platform} → ${basics} → 开发信息 → API IP 白名单。改动几分钟后生效。`,
    account: notices,
    qr_codes: `类型和认证状态：${platform} → ${basics}。权限：mp.weixin.qq.com → 设置与开发 → 接口权限 → 生成带参数的二维码。其他类型的账号可以用发消息的方式登录。`,
    quota: 'mp.weixin.qq.com → 设置与开发 → 接口权限',
  },
  errcode: errcodeInChinese,
  labels: {
    means: '含义：',
    mend: '解决：',
    colon: '：',
    also: '；',
    notChecked: '未检查，',
    green: '没有发现问题：{ok} 项正常',
    red: '{red} 项有问题，{ok} 项正常',
    left: '，{left} 项未检查',
    wait: '  … access_token 还需保持有效 {seconds} 秒',
  },
};

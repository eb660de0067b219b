/** What the doctor says, in English. The Chinese names are those of WeChat's console. */
import type { Texts } from './names.js';

const basics = '我的业务 → 服务号 → 基础信息';
const platform = 'WeChat developer platform (developers.weixin.qq.com/platform)';
const notices = 'mp.weixin.qq.com → the notices of the account (通知中心): reason and appeal.';
const sharedToken =
  'Find that program, and let it call /cgi-bin/stable_token without force_refresh. If nobody knows it, reset the AppSecret: only programs that have the new one get tokens then. A program that calls /cgi-bin/token is not the cause.';
const pushes = `${platform} → 我的业务 → 服务号 → 消息与事件推送`;

export const en: Texts = {
  help: `wechat-mp-login doctor [options]

Asks WeChat about your official account, and your backend about its callback URL. Each line of
the report says what was seen; a red one also says what it means and where to mend it.

It changes no setting, and prints no secret, token or openid. It uses the access token that WeChat
gives your backend as well, and replaces none. It makes about ten calls; one of them creates a QR code
that nobody sees. Your backend gets up to five requests, of which it refuses three and logs that.

The official account stands in the environment, or in a file .env in this folder:
  WECHAT_APP_ID         AppID: wx and 16 hexadecimal digits
  WECHAT_APP_SECRET     AppSecret: 32 hexadecimal digits
  WECHAT_TOKEN          Token: 3 to 32 letters and digits
  WECHAT_AES_KEY        EncodingAESKey: 43 letters and digits
  WECHAT_MODE           safe, compatible or plain                          [safe]
  PUBLIC_URL            the address of the site; used if there is no --url
  WECHAT_ORIGINAL_ID    original id, gh_…; needed if your backend compares it
  WECHAT_API_BASE_URL   WeChat's API, a proxy or a simulator               [https://api.weixin.qq.com]

Run it where the backend runs: WeChat's IP whitelist is about the address of that machine.

Options
  --url URL             the address of the backend, such as https://example.com/wechat-login,
                        or the callback URL itself. Default: /wechat-login at PUBLIC_URL.
                        Without either, the callback is not checked
  --env FILE            reads what the environment lacks from this file    [.env, if it exists]
  --openid OPENID       looks for the unionid of this follower             [any follower]
  --no-open-platform    the account is not bound to an Open Platform account, on purpose
  --wait SECONDS        how long the access token has to stay valid; 290 at most  [10]
  --lang zh|en          the language of the report                         [by LANG]
  --json                prints the report as JSON
  --help, --version

Ends with 0 if nothing is wrong, with 1 if a check is red, and with 2 if the arguments are wrong.
`,
  mistakes: {
    url: '--url must be the address of the backend, such as https://example.com/wechat-login, without "?", "#" or credentials.',
    openid: '--openid must be the openid of somebody who follows the account.',
    wait: (maxS) => `--wait must be a number of seconds from 0 to ${maxS}.`,
    unreadable: (file) => `--env: ${file} cannot be read.`,
    oldNode: (file) => `Node.js 20.12 or later is needed to read ${file}. Update it.`,
  },
  titles: {
    settings: 'Settings',
    token_strength: 'Strength of the Token',
    api: "WeChat's API",
    app_id: 'AppID',
    app_secret: 'AppSecret',
    whitelist: 'IP whitelist',
    account: 'Account',
    clock: 'Clock',
    qr_codes: 'QR codes with a scene',
    quota: 'Quota',
    token_kept: 'Access token',
    open_platform: 'Open Platform',
    callback_url: 'Callback URL',
    callback_reachable: 'Callback reachable',
    handshake: 'Handshake',
    signature: 'Wrong signature',
    mode: 'Unencrypted push',
    push: 'Push',
  },
  texts: {
    settings_ok: { seen: 'well-formed; mode {mode}' },
    settings_of_file: {
      seen: 'well-formed; mode {mode}; what the environment lacks is from {file}',
    },
    token_strong: { seen: 'long and random enough' },
    api_answers: { seen: '{host} answers' },
    app_id_ok: { seen: 'WeChat knows it' },
    app_secret_ok: { seen: 'WeChat accepts it' },
    whitelist_ok: { seen: 'WeChat accepts calls from this machine' },
    account_ok: { seen: 'neither limited nor frozen' },
    clock_ok: { seen: "agrees with WeChat's" },
    qr_codes_ok: { seen: 'a verified service account, or a test account: WeChat made one' },
    quota_ok: { seen: '{left} of {limit} QR codes are left today' },
    token_kept_ok: { seen: 'still valid after {seconds} s' },
    unionid_ok: { seen: 'bound: a follower has a unionid' },
    callback_url_ok: { seen: 'WeChat accepts {url}' },
    callback_url_local: { seen: '{url}; the simulator on this machine accepts every address' },
    callback_reachable_ok: {
      seen: 'answers HTTP {status} without a signature, asked from this machine',
    },
    handshake_ok: { seen: 'answers a signed request with its echostr' },
    signature_ok: { seen: 'refused, with HTTP {status}' },
    mode_ok: { seen: 'refused, with HTTP {status}' },
    push_ok: { seen: 'accepted, in {mode} mode' },

    settings_wrong: {
      seen: '{faults}',
      means: 'Each has to look like this. {shapes}.',
      mend: `Set them in the environment, or in .env. AppID and AppSecret: copy them from the ${platform} → ${basics}. Token and EncodingAESKey: the same as in your backend and under 消息与事件推送 on that platform.`,
    },
    token_weak: {
      seen: 'short or guessable',
      means:
        'The Token proves that a request comes from WeChat. In plain mode it is the only proof.',
      mend: `Choose 32 random letters and digits. Start the backend with the new Token and with the old one as wechat.previousToken, then enter it: ${pushes}.`,
    },
    refused: { seen: 'WeChat answers errcode {errcode} (rid {rid})' },
    no_answer: {
      seen: 'no answer from {host}: {failure}',
      means: 'Neither this command nor a backend on this machine can ask WeChat for QR codes.',
      mend: 'Check DNS, firewall and proxy of this machine; and WECHAT_API_BASE_URL, if it is set.',
    },
    no_answer_proxy: {
      seen: 'no answer from {host}: {failure}',
      means:
        'The environment names a proxy (HTTPS_PROXY or ALL_PROXY), but Node.js does not use it by itself. Neither does your backend.',
      mend: 'Set NODE_USE_ENV_PROXY=1 here and for the backend. It needs Node.js 24, or 22.21 or later, and HTTPS_PROXY. Or give this machine a direct way to {host}.',
    },
    not_wechat: {
      seen: 'HTTP {status} from {host}, but no answer of WeChat',
      means:
        'Something else has answered: the login page of a network, a proxy, a firewall, or another server.',
      mend: 'Look at what answers, on this machine: curl -i {address}/cgi-bin/token. WeChat answers with JSON that has an errcode. If WECHAT_API_BASE_URL is set, check it.',
    },
    clock_differs: {
      seen: "{seconds} s against WeChat's clock",
      means: 'From five minutes on, the backend refuses every push, and nobody can sign in.',
      mend: 'Switch on NTP on this machine: timedatectl set-ntp true',
    },
    quota_used_up: {
      seen: 'none of {limit} QR codes is left today',
      means: 'No page shows a QR code until midnight in Beijing.',
      mend: 'The owner can reset quotas by hand: mp.weixin.qq.com → 设置与开发 → 接口权限. Then look for what uses so many.',
    },
    token_invalidated: {
      seen: 'invalid within {seconds} s (errcode {errcode})',
      means:
        "Another program makes WeChat replace this account's access token (stable_token with force_refresh: true), and the one before ends at once. Calls of your backend fail again and again.",
      mend: sharedToken,
    },
    no_unionid: {
      seen: 'a follower has no unionid',
      means:
        'The account is not bound to an Open Platform account. One person will be another one in each of your WeChat applications.',
      mend: `${platform} → 我的业务 → 开放平台 → 绑定关系. If this is your only application, set openPlatform: false, and pass --no-open-platform here.`,
    },
    url_http: {
      seen: '{url} has no https',
      means: 'Browsers keep the cookies of a login over https only.',
      mend: 'Get a certificate, and let a proxy on port 443 pass requests on.',
    },
    url_ip: {
      seen: '{host} is an IP address',
      means: 'WeChat accepts domain names only.',
      mend: 'Use a domain name in publicUrl.',
    },
    url_private: {
      seen: '{host} is no public name',
      means: 'WeChat cannot reach it from the internet.',
      mend: 'Use a public domain name in publicUrl; for local work, that of a tunnel.',
    },
    url_port: {
      seen: '{url} has port {port}',
      means: 'WeChat calls ports 80 and 443 only.',
      mend: 'Leave the port out of publicUrl, and let a proxy on port 443 pass requests on.',
    },
    callback_unreachable: {
      seen: 'no answer: {failure}',
      means: 'WeChat waits 5 seconds. Without an answer, scans have no effect.',
      mend: 'Is the backend running? Then check DNS, the certificate with its whole chain, firewall and proxy.',
    },
    callback_answers: {
      seen: 'HTTP {status}: something other than the backend answers',
      means: 'The backend refuses a request without a signature with 403 and an empty body.',
      mend: 'The path of --url or PUBLIC_URL, the mount of the backend, and what stands before it: a login, a warning page of a tunnel, a redirect.',
    },
    handshake_refused: {
      seen: 'refused, with HTTP {status}',
      means: 'The backend has another Token than WECHAT_TOKEN. WeChat would say: token 验证失败.',
      mend: `Use the same Token in the backend and on the ${platform}: 消息与事件推送.`,
    },
    handshake_other: {
      seen: 'HTTP {status}, but not the echostr',
      means: 'WeChat saves the address only if the answer is the echostr and nothing else.',
      mend: 'What stands before the backend: a proxy, a framework or a cache may change answers.',
    },
    signature_ignored: {
      seen: 'accepted',
      means: 'The backend does not verify signatures: anybody can sign in as anybody.',
      mend: 'Verify the signature before you answer (verifyHandshake, openEnvelope).',
    },
    mode_plain_accepted: {
      seen: 'accepted, with HTTP {status}',
      means:
        'The backend takes pushes that are not encrypted. Anybody who has seen one callback URL can forge others.',
      mend: `Set wechat.mode: 'safe' in the backend, and choose 安全模式: ${pushes}.`,
    },
    push_refused: {
      seen: 'refused, with HTTP {status}',
      means:
        'The backend has another EncodingAESKey, AppID or original id than this environment, or its clock is wrong. Its log has push_refused with the reason.',
      mend: `Use the same keys in the backend, here, and at ${pushes}. If the backend has wechat.originalId, set WECHAT_ORIGINAL_ID here.`,
    },
    push_refused_plain: {
      seen: 'refused, with HTTP {status}',
      means:
        'The push was not encrypted, because WECHAT_MODE is plain. The backend expects encrypted pushes, or another original id, or its clock is wrong. Its log has push_refused with the reason.',
      mend: `If the account is in safe mode (安全模式), leave WECHAT_MODE out and set WECHAT_AES_KEY. Only for a test account, which has no EncodingAESKey, set wechat.mode: 'plain' in the backend.`,
    },
    push_answer: {
      seen: 'HTTP {status}, but no answer that WeChat takes',
      means:
        'WeChat takes an empty answer, success or XML. Otherwise the chat says that the account is faulty (该公众号提供的服务出现故障).',
      mend: 'Look at the log of the backend, and at what stands before it: a proxy or a framework may change answers.',
    },

    needs: { seen: 'because “{check}” comes first' },
    no_date: { seen: 'because the answers of the API carry no Date' },
    no_url: { seen: 'because neither --url nor PUBLIC_URL says where the backend is' },
    plain_mode: { seen: 'because the account pushes in plain mode' },
    call_unanswered: { seen: 'because WeChat did not answer this call' },
    call_refused: { seen: 'because WeChat refuses the call (errcode {errcode})' },
    unbound_on_purpose: { seen: 'because of --no-open-platform' },
    no_followers: { seen: 'because nobody follows the account yet' },
    openid_unknown: { seen: 'because --openid is not one of this account' },
    openid_not_following: { seen: 'because the person of --openid does not follow the account' },
  },
  faults: {
    missing: '{variable} is missing',
    quotes: '{variable} is in quotation marks that belong to its value',
    blank: '{variable} has a space or a line break inside',
    length: '{variable} has {length} characters',
    form: '{variable} is malformed',
  },
  shapes: {
    appId: 'wx and 16 hexadecimal digits (0-9, a-f)',
    appSecret: '32 hexadecimal digits (0-9, a-f)',
    token: '3 to 32 letters and digits',
    encodingAesKey: '43 letters and digits; a test account has none, and WECHAT_MODE=plain',
    mode: 'safe, compatible or plain',
    originalId: 'gh_ and letters and digits; may be left out',
    apiBaseUrl: 'http:// or https:// and a host, without “?”, “#” or a password; may be left out',
    publicUrl: 'the address of the site without a path, such as https://example.com',
  },
  failures: {
    dns: 'the name was not found in DNS ({code})',
    refused: 'nothing listens there ({code})',
    no_route: 'the network has no way there ({code})',
    timeout: 'timed out ({code})',
    certificate: 'the certificate is not valid, or its chain is not whole ({code})',
    no_tls: 'https does not work there ({code})',
    cut: 'the connection was cut ({code})',
    unknown: 'the connection failed ({code})',
  },
  places: {
    api: `See the return codes (全局返回码) of WeChat's documentation; the rid can be looked up on the ${platform}.`,
    app_id: `${platform} → ${basics} → AppID`,
    app_secret: `${platform} → ${basics} → 开发密钥. Unfreezing takes 10 minutes; after a reset, the old one no longer works anywhere.`,
    whitelist: `${platform} → ${basics} → 开发信息 → API IP 白名单. A change works after some minutes.`,
    account: notices,
    qr_codes: `Type and verification (认证状态): ${platform} → ${basics}. Permission: mp.weixin.qq.com → 设置与开发 → 接口权限 → 生成带参数的二维码. Other accounts sign visitors in by message.`,
    quota: 'mp.weixin.qq.com → 设置与开发 → 接口权限',
  },
  errcode: (_, sentence) => sentence,
  labels: {
    means: 'What it means: ',
    mend: 'Where to mend it: ',
    colon: ': ',
    also: '; ',
    notChecked: 'not checked, ',
    green: 'Nothing is wrong: {ok} checks are green',
    red: '{red} red, {ok} green',
    left: ', {left} not checked',
    wait: '  … the access token must stay valid for another {seconds} s',
  },
};

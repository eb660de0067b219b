/** What `wechat-mp-login doctor --help` prints. */
export const help = `wechat-mp-login doctor [options]

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
`;

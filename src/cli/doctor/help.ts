/** What `wechat-mp-login doctor --help` prints. */
export const help = `wechat-mp-login doctor [options]

Asks WeChat about your official account, and your backend about its callback URL. Each line of
the report says what was seen; a red one also says what it means and where to mend it. Nothing
is changed, and no secret, token or openid is printed.

The official account stands in the environment:
  WECHAT_APP_ID         AppID: wx and 16 hexadecimal digits
  WECHAT_APP_SECRET     AppSecret: 32 hexadecimal digits
  WECHAT_TOKEN          Token: 3 to 32 letters and digits
  WECHAT_AES_KEY        EncodingAESKey: 43 letters and digits
  WECHAT_MODE           safe, compatible or plain                          [safe]
  WECHAT_ORIGINAL_ID    original id, gh_…; needed if your backend compares it
  WECHAT_API_BASE_URL   WeChat's API, a proxy or a simulator               [https://api.weixin.qq.com]

Run it where the backend runs: WeChat's IP whitelist is about the address of that machine.

Options
  --url URL             the address of the backend, such as https://example.com/wechat-login,
                        or the callback URL itself. Without it, the callback is not checked
  --openid OPENID       looks for the unionid of this follower             [any follower]
  --no-open-platform    the account is not bound to an Open Platform account, on purpose
  --wait SECONDS        how long the access token has to stay valid        [10]
  --lang zh|en          the language of the report                         [by LANG]
  --json                prints the report as JSON
  --help, --version

Ends with 0 if nothing is wrong, with 1 if a check is red, and with 2 if the arguments are wrong.
`;

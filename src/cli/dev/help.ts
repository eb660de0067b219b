/** What `wechat-mp-login dev --help` prints. */
export const help = `wechat-mp-login dev [options]

Serves a sign-in page with its backend. Without the keys of an official account, it also plays
WeChat, with a phone on the page: tap Scan, then Follow. Accounts and sessions are in memory.
Nobody but this machine reaches it.

  --port PORT         the port, 0 for any free one                            [3000]
  --lang zh|en        the language of the page                                [by LANG]
  --confirm MODE      when the chat asks for a confirmation: auto, tap, digits, none   [auto]
  --public-url URL    for a real account: the origin of your tunnel, such as
                      https://dev.example.com                                 [PUBLIC_URL]
  --help, --version

With WECHAT_APP_ID, WECHAT_APP_SECRET, WECHAT_TOKEN and WECHAT_AES_KEY in the environment, it
uses that official account, and prints the callback URL to enter there. Also read: WECHAT_MODE,
WECHAT_ORIGINAL_ID, WECHAT_API_BASE_URL.
`;

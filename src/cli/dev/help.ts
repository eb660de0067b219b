/** What `wechat-mp-login dev --help` prints. */
export const help = `wechat-mp-login dev [options] [-- PROGRAM …]

In a project with wechat-login.mjs, which init writes, it starts the project. Elsewhere it serves a
sign-in page of its own, with its backend. Without the keys of an official account, it also plays
WeChat, with a phone on the page: tap Scan, then Follow. Nobody but this machine reaches it.

  --port PORT         the port, 0 for any free one                            [3000]
  --lang zh|en        the language of the page, or of the phone               [by LANG]
  --confirm MODE      for its own page: when the chat asks for a confirmation,
                      auto, tap, digits or none                               [auto]
  --public-url URL    for a real account: the origin of your tunnel, such as
                      https://dev.example.com                                 [PUBLIC_URL]
  -- PROGRAM …        what serves your project on the port in PORT, such as: -- npm run dev
                      It gets the keys as WECHAT_APP_ID and so on, and PUBLIC_URL.
  --help, --version

With WECHAT_APP_ID, WECHAT_APP_SECRET, WECHAT_TOKEN and WECHAT_AES_KEY in the environment, it
uses that official account, and prints the callback URL to enter there. Also read: WECHAT_MODE,
WECHAT_ORIGINAL_ID, WECHAT_API_BASE_URL.
`;

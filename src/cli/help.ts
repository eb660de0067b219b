/** What `wechat-mp-login --help` prints. */
export const help = `wechat-mp-login COMMAND [options]

  init      writes the login into the project in this folder
  dev       serves a sign-in page, its backend, and a phone that plays WeChat
  doctor    asks WeChat about your official account, and says what is wrong and where to mend it
  check     checks whether a backend keeps the rules of the login protocol

  --help, --version

wechat-mp-login COMMAND --help describes a command.
`;

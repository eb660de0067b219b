/** What `wechat-mp-login --help` prints. */
export const help = `wechat-mp-login COMMAND [options]

  doctor    asks WeChat about your official account, and says what is wrong and where to mend it
  check     checks whether a backend keeps the rules of the login protocol

  --help, --version

wechat-mp-login COMMAND --help describes a command.
`;

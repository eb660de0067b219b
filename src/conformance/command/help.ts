/** What `wechat-mp-login --help` prints. */
export const help = `wechat-mp-login check URL [options] [-- COMMAND …]

Checks whether a backend keeps the rules of the login protocol. It plays the page,
WeChat and the phones, over HTTP only, so the backend may be written in any language.

  URL         the base URL of the backend, such as http://localhost:8080/wechat-login
  COMMAND …   starts the backend, with the fixture in its environment, and ends it afterwards.
              Without it, start the backend yourself with what --env prints.

The backend has to use the fixture: the checker's address for WeChat's API, and its AppID,
AppSecret, Token, EncodingAESKey and accounts. docs/conformance.md describes each variable.
Never give these keys to a backend that others can reach: everybody knows them.

What is checked
  --level LEVEL        only core, stream, binding, confirm, message or oauth; may be repeated
  --case NAME          only this case, with everything that it sends and sees; may be repeated
  --list               prints the cases with their rules, and ends

The fixture
  --env                prints the environment for the backend, and ends
  --confirm MODE       how the backend lets people confirm: auto, tap, digits, none   [auto]
  --no-open-platform   the official account has no Open Platform account: no unionids
  --wechat HOST:PORT   where the checker plays WeChat                      [127.0.0.1:9870]
  --wechat-url URL     the address of that for the backend, if it differs
  --clock URL          moves the clock of the backend: POST {"advanceMs":90000}
  --origin ORIGIN      the origin of the page                              [that of URL]

The run
  --timeout SECONDS    for one request                                     [10]
  --lanes NUMBER       how many cases run at once                          [6]
  --json FILE          also writes the report as JSON; - for standard output
  --junit FILE         also writes the report as JUnit XML
  --verbose            shows what is sent and seen in every case
  --help, --version

Ends with 0 if every case that applies passes, with 1 if one fails or breaks off, and with 2
if the arguments are wrong or the backend cannot be reached.
`;

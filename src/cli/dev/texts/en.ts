/** What `dev` says in English. */
import type { Texts } from './names.js';

const help = `wechat-mp-login dev [options] [-- PROGRAM …]

In a project with wechat-login.mjs, which init writes, it starts the project. Elsewhere it serves a
sign-in page of its own, with its backend. Without the keys of an official account, it also plays
WeChat, with a phone on the page: tap Scan, then Follow. Nobody but this machine reaches it.

  --port PORT         the port, 0 for any free one                            [3000]
  --lang zh|en        the language of this, of its own page and of the phone  [by LANG]
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

export const en: Texts = {
  help,
  page: {
    lang: 'en',
    title: 'Sign in',
    signedInAs: 'Signed in as',
    signOut: 'Sign out',
    hint: 'On the phone, tap Scan, then Follow.',
    realHint: 'Scan the code with WeChat, and follow the account.',
  },
  accounts: { ofOwnPage: 'Mountain Shop', ofProject: 'Simulated account' },
  start: {
    simulated: 'The simulator plays WeChat: scan with the phone on the page.',
    real: 'WeChat is the real one: scan with your own phone.',
    tunnel: (address) => `The tunnel has to lead to ${address}`,
    enter: 'Enter this callback address (URL) in the official account:',
  },
  mistakes: {
    port: '--port must be a number from 0 (any free port) to 65535.',
    confirm: (modes) => `--confirm must be one of ${modes.join(', ')}.`,
    someKeys: (given, missing) =>
      `${given.join(', ')} given, but not ${missing.join(', ')}. Set all of them to sign in with the real WeChat, or none to use the simulator.`,
    noOrigin: (keys) =>
      `${keys[0]} is set, and the real WeChat has to reach this machine: --public-url, or PUBLIC_URL, must be the origin of your tunnel, such as https://dev.example.com. To play WeChat with the simulator instead, unset ${keys.slice(0, -1).join(', ')} and ${keys.at(-1)}.`,
  },
  failures: {
    port: (port, why) => `The port ${port} cannot be opened: ${why}.`,
    takenPort: (port, why) =>
      `The port ${port} cannot be opened: ${why}. Choose another one with --port, or 0 for any.`,
    unbuilt: 'The files for the page are missing: run "npm run build" first.',
    noServer:
      'There is no server.mjs, which init writes. Name the program that serves your project, which has to listen on the port in PORT: wechat-mp-login dev -- node my-server.js',
    notStarted: (command, why) => `${command} cannot be started: ${why}`,
    ended: (command, how) => `${command} has ended (${how}).`,
    silent: (command, port, seconds) =>
      `${command} does not listen on port ${port}, the one in PORT, after ${seconds} s.`,
  },
};

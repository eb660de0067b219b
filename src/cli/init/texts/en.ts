/** What `init` says in English. */
import type { Additions, Texts, Written } from './names.js';

const help = `wechat-mp-login init [options]

Finds the framework of the project in this folder, asks four questions, and writes the login
(wechat-login.mjs), its mount, a page or component with the tag, .env.example, and .gitignore if
there is none. Where the framework is missing, it sets up a project with it, and asks before it
installs packages. A file that exists is never changed, but for new scripts in package.json: it
prints what to add. Run it again whenever you like. Ctrl-C at a question writes nothing.

  --url URL                  the public URL of the site, such as https://example.com
  --name NAME                the name of the official account
  --new-accounts POLICY      WeChat users without an account here: create one, ask whether they
                             have one to link, or existing-only: sign in nobody else
  --store STORE              where logins under way are kept: memory for one process, redis or
                             postgres for several
  --framework NAME           next, nuxt, nest, fastify, express, hono, react, vue, svelte or html
                             [the one in package.json]
  --yes, -y                  asks nothing, installs packages, and takes the usual answers where no
                             option gives one: http://localhost:3000, My account, create, memory
  --no-install               installs no packages: prints the command that does
  --lang zh|en               the language of this, and of the page that it writes  [by LANG]
  --help, --version

Where nobody can be asked, as in a script, give the first four options, or --yes. Ends with 0 if
everything is done, with 1 if the packages could not be installed, and with 2 if the arguments or
a file are in the way; then nothing was written.
`;

const written: Written = {
  lang: 'en',
  title: 'Sign in',
  greeting: 'Hello ',
  comments: {
    inMemory:
      'In memory, so gone when the process ends: replace both by your own users and sessions,\ndocs/your-own-users.md.',
    testAccount: 'A test account has none, and WECHAT_MODE=plain.',
    migrate: 'once: move it to your migrations',
    sameOrigin: 'The page and its backend share an origin, as they will in production.',
    loadedLate:
      'The build loads this module without the keys, so the login is loaded by a request.',
    copy: 'Copy it to .env, and never commit that file.',
    token: '32 random letters and digits of your choice',
    noAesKey: 'For a test account, which has no EncodingAESKey:',
  },
};

const additions: Additions = {
  ignore: 'Add a line .env to .gitignore: that file will have the keys of the account',
  ownServer: (mount) =>
    `server.mjs and its page are there to try the login out. In your own server, add the lines of server.mjs that import and mount it: ${mount}`,
  beforeBodyParsers: ', before any body parser',
  nestMain: (imports, mount) => `main.ts: ${imports} and before app.listen: ${mount}`,
  nestFiles:
    'Serve public/sign-in.html, and /wechat-mp-login.min.js from node_modules/wechat-mp-login/dist.',
  showComponent: (component, script) =>
    `Show the component of ${component} where visitors sign in; sign-in.html and ${script} only try it out. PUBLIC_URL is the origin of Vite's server.`,
};

export const en: Texts = {
  ...{ help, written, additions },
  questions: {
    url: { question: 'The public URL of the site', usual: 'http://localhost:3000' },
    name: {
      question: 'The name of the official account, as the page shows it',
      usual: 'My account',
    },
    newAccounts: {
      question:
        'A WeChat user without an account here: create one, ask whether they have one to link, or let only people sign in who have linked one (create, ask, existing-only)',
      usual: 'create',
    },
    store: {
      question:
        'Where logins under way are kept: in memory, for one process, or in a database, for several (memory, redis, postgres)',
      usual: 'memory',
    },
  },
  framework: (names) => `The framework (${names.join(', ')})`,
  install: (command) => `Run "${command}" (yes, no)`,
  faults: {
    oneOf: (choices) => `must be one of ${choices.join(', ')}`,
    origin: 'must be the origin of the site, such as https://example.com',
    name: 'must be the name of the official account, on one line',
    yesOrNo: 'must be yes or no',
  },
  wrongAnswer: (fault) => `  It ${fault}.`,
  wrongOption: (option, fault) => `${option} ${fault}.`,
  nobodyToAsk: (options) =>
    `Nobody can be asked, because this is no terminal. Give ${options.join(', ')}, or --yes for the usual answers.`,
  report: {
    framework: (name) => `Framework: ${name}`,
    written: (path) => `  written  ${path}`,
    same: (path) => `  exists   ${path}: as it should be`,
    other: (path) => `  exists   ${path}: left as it is. Add to it what you need of this:`,
    scripts: (names) => `  added    package.json: scripts ${names.join(', ')}`,
    failed: (command) => `${command} has failed. Everything else is done.`,
    next: 'Next:',
    cancelled: 'Nothing was written.',
  },
  steps: [
    'npx wechat-mp-login dev, which plays WeChat: no keys are needed',
    'With your official account (node_modules/wechat-mp-login/docs/real-account.md): cp .env.example .env, fill it in, start your server, and run npx wechat-mp-login doctor beside it',
  ],
  refusals: {
    noRecipe: (framework) =>
      `This project uses ${framework}, for which init has no recipe. node_modules/wechat-mp-login/docs/frameworks.md shows how to add the tag and the backend. To have a page and a server beside the project, use --framework html. Nothing was written.`,
    unreadable: (file, why) => `${file} cannot be read: ${why}.`,
    notJson: (why) => `package.json is not JSON: ${why}. Nothing was written.`,
    noObject:
      'package.json is no JSON object with objects as scripts, dependencies and devDependencies. Nothing was written.',
    outside: (path, real) =>
      `${path} would be outside of this folder: a symbolic link leads to ${real}. Nothing was written.`,
    isFile: 'it is a file',
    notIn: (path, folder, why) =>
      `${path} cannot be written into ${folder}: ${why}. Nothing was written.`,
    unwritable: (path, why) => `${path} cannot be written: ${why}.`,
  },
};

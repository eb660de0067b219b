/** What `init` says in Chinese. */
import type { Additions, Texts, Written } from './names.js';

const help = `wechat-mp-login init [选项]

判断当前目录的项目用的是什么框架，问四个问题，然后写入登录（wechat-login.mjs）、挂载代码、带标签的
页面或组件、.env.example，没有 .gitignore 时也写一个。项目里没有框架时，它建一个使用该框架的项目；
安装包之前会先询问。已有的文件绝不改动，只打印需要添加的内容；package.json 里只加入新的脚本。可以
重复运行。提问时按 Ctrl-C，什么都不会写。

  --url URL                  网站的公网地址，比如 https://example.com
  --name NAME                公众号的名称
  --new-accounts POLICY      还没有账号的微信用户怎么处理：create 新建账号，ask 让他们选择新建
                             或关联已有账号，existing-only 不能登录
  --store STORE              进行中的登录存放在哪里：memory 用于单个进程，redis 或 postgres
                             用于多个进程
  --framework NAME           next、nuxt、nest、fastify、express、hono、react、vue、svelte 或 html
                             [取自 package.json]
  --yes, -y                  不提问，直接安装包；没有用选项回答的，取默认答案：
                             http://localhost:3000、我的公众号、create、memory
  --no-install               不安装包，只打印安装命令
  --lang zh|en               这里的语言，也是所写页面的语言  [取自 LANG]
  --help, --version

在脚本里这样无法提问的场合，请给出前四个选项，或者 --yes。退出码：全部完成为 0；包没有装上为 1；
参数不对，或者有文件挡路为 2，这时什么都没有写。
`;

const written: Written = {
  lang: 'zh-Hans',
  title: '登录',
  greeting: '您好，',
  comments: {
    inMemory:
      '存放在内存里，进程结束就没有了：请换成您自己的用户和会话，\n见 docs/your-own-users.zh-CN.md。',
    testAccount: '接口测试号没有 EncodingAESKey，WECHAT_MODE 是 plain。',
    migrate: '只需一次：请移到您的数据库迁移里',
    sameOrigin: '页面和后端同源，和上线之后一样。',
    loadedLate: '构建时会加载这个模块，那时没有密钥，所以等到有请求时才加载登录。',
    copy: '请复制为 .env，并且不要提交那个文件。',
    token: '自己定的 32 位随机字母和数字',
    noAesKey: '接口测试号没有 EncodingAESKey，请用：',
  },
};

const additions: Additions = {
  ignore: '在 .gitignore 里加一行 .env：那个文件会有公众号的密钥',
  ownServer: (mount) =>
    `server.mjs 和它的页面只用来试一试。请把 server.mjs 里引入和挂载登录的几行加到您自己的服务器里：${mount}`,
  beforeBodyParsers: '，放在解析请求体的中间件之前',
  nestMain: (imports, mount) => `main.ts：${imports} 并在 app.listen 之前：${mount}`,
  nestFiles:
    '让服务器提供 public/sign-in.html，以及 node_modules/wechat-mp-login/dist 里的 /wechat-mp-login.min.js',
  showComponent: (component, script) =>
    `在访客登录的地方使用 ${component} 这个组件；sign-in.html 和 ${script} 只用来试一试。PUBLIC_URL 是 Vite 服务器的源`,
  pageLanguage: '登录的语言跟随页面：如果 <html> 上写的是 lang="en"，请改成 lang="zh-Hans"',
};

export const zh: Texts = {
  ...{ help, written, additions },
  questions: {
    url: { question: '网站的公网地址', usual: 'http://localhost:3000' },
    name: { question: '公众号的名称，会显示在页面上', usual: '我的公众号' },
    newAccounts: {
      question:
        '还没有账号的微信用户怎么处理：新建账号、让他们选择新建或关联已有账号，或者只让关联过的人登录（create、ask、existing-only）',
      usual: 'create',
    },
    store: {
      question:
        '进行中的登录存放在哪里：内存用于单个进程，数据库用于多个进程（memory、redis、postgres）',
      usual: 'memory',
    },
  },
  framework: (names) => `用哪个框架（${names.join('、')}）`,
  install: (command) => `是否运行“${command}”（yes、no）`,
  faults: {
    oneOf: (choices) => `只能是 ${choices.join('、')} 之一`,
    origin: '必须是网站的源，比如 https://example.com，后面不带路径',
    name: '必须是公众号的名称，只有一行，不超过 64 个字',
    yesOrNo: '请回答 yes 或 no',
  },
  wrongAnswer: (fault) => `  ${fault}。`,
  wrongOption: (option, fault) => `${option} ${fault}。`,
  nobodyToAsk: (options) =>
    `这里不是终端，无法提问。请加上 ${options.join('、')}，或者用 --yes 取默认答案。`,
  report: {
    framework: (name) => `框架：${name}`,
    written: (path) => `  写入  ${path}`,
    same: (path) => `  已有  ${path}，内容正确`,
    other: (path) => `  已有  ${path}，没有改动。请从下面选取需要的内容加进去：`,
    scripts: (names) => `  加入  package.json 的脚本 ${names.join('、')}`,
    failed: (command) => `${command} 没有成功，其余都已完成。`,
    next: '接下来：',
    cancelled: '什么都没有写。',
  },
  steps: [
    'npx wechat-mp-login dev：由它扮演微信，不需要密钥',
    '换成您的公众号（见 node_modules/wechat-mp-login/docs/real-account.zh-CN.md）：cp .env.example .env，填好，启动您的服务器，再运行 npx wechat-mp-login doctor 检查',
  ],
  refusals: {
    noRecipe: (framework) =>
      `这个项目用的是 ${framework}，init 没有它的现成写法。怎样加上标签和后端，见 node_modules/wechat-mp-login/docs/frameworks.zh-CN.md。如果想在项目旁边放一个单独的页面和服务器，请用 --framework html。什么都没有写。`,
    unreadable: (file, why) => `无法读取 ${file}：${why}。`,
    notJson: (why) => `package.json 不是 JSON：${why}。什么都没有写。`,
    noObject:
      'package.json 必须是一个 JSON 对象，其中的 scripts、dependencies 和 devDependencies 也必须是对象。什么都没有写。',
    outside: (path, real) =>
      `${path} 会落到这个目录之外：有一个符号链接指向 ${real}。什么都没有写。`,
    isFile: '它是一个文件',
    notIn: (path, folder, why) => `${path} 无法写入 ${folder}：${why}。什么都没有写。`,
    unwritable: (path, why) => `${path} 无法写入：${why}。`,
  },
};

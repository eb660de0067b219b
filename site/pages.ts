/** The pages of the site, in the order of its contents, with their titles in both languages. */

export interface Page {
  /** The address of the page, without the language: `tag` is at `/tag` and `/zh/tag`. */
  readonly name: string;
  /** The document, as a path from the root of the repository. Its Chinese twin ends in `.zh-CN.md`. */
  readonly document: string;
  readonly title: Titles;
  /** Which sections of the document the page has, by their numbers: the first is 1, the end is left out. */
  readonly sections?: readonly [from: number, to: number];
}

export interface Group {
  readonly title: Titles;
  readonly pages: readonly Page[];
}

export interface Titles {
  readonly en: string;
  readonly zh: string;
}

export type Lang = keyof Titles;

function page(name: string, en: string, zh: string, document = `docs/${name}.md`): Page {
  return { name, document, title: { en, zh } };
}

export const groups: readonly Group[] = [
  {
    title: { en: 'Start', zh: '开始' },
    pages: [
      page('get-started', 'Get started', '快速开始'),
      { ...page('first-program', 'A first program', '第一个程序', 'README.md'), sections: [1, 4] },
      page('frameworks', 'Frameworks', '各种框架'),
      page('real-account', 'A real official account', '从公众号到第一次登录'),
      page('command-line', 'Command line', '命令行'),
      page('troubleshooting', 'Troubleshooting', '排查问题'),
    ],
  },
  {
    title: { en: 'Your page', zh: '页面' },
    pages: [
      page('tag', 'The tag', '登录标签'),
      page('button', 'The button', '登录按钮'),
      page('doors', 'Ways to sign in', '各种登录方式'),
      page('theming', 'Theming', '主题与样式'),
      page('languages', 'Languages', '界面语言'),
      page('accessibility', 'Accessibility', '无障碍'),
      page('password-managers', 'Password managers', '密码管理器'),
    ],
  },
  {
    title: { en: 'Your backend and users', zh: '后端与用户' },
    pages: [
      page('backend', 'The backend', '后端'),
      page('your-own-users', 'Your own users', '接入您自己的用户'),
      page('better-auth', 'better-auth', 'better-auth'),
      page('authjs', 'Auth.js', 'Auth.js'),
      page('confirm', 'Confirmation in the chat', '聊天中的确认'),
      page('security', 'Security', '安全', 'SECURITY.md'),
      page('security-events', 'Security events', '安全事件'),
      page('moving', 'Moving from another login', '从其他登录迁移'),
    ],
  },
  {
    title: { en: 'In production', zh: '上线运行' },
    pages: [
      page('pushes', 'An account that is in use', '已在使用的公众号'),
      page('deployment', 'On a server', '部署'),
      page('stores', 'Several instances', '多个实例'),
      page('redis', 'Redis', 'Redis'),
      page('postgres', 'PostgreSQL', 'PostgreSQL'),
      page('operation', 'Operation', '运维'),
      page('log-events', 'Log events', '日志事件'),
      page('support', 'Support and versions', '支持与版本'),
      page('scale', 'Scale', '规模'),
      page('benchmarks', 'Benchmarks', '性能测试'),
    ],
  },
  {
    title: { en: 'Testing', zh: '测试' },
    pages: [
      page('testing-your-application', 'Test your application', '测试您的应用'),
      page('mock', 'Mock backend', '模拟后端'),
      page('simulator', 'Simulator and phone', '模拟器与手机'),
      page('conformance', 'Check a backend', '检查后端'),
    ],
  },
  {
    title: { en: 'Protocol', zh: '协议' },
    pages: [
      page('protocol', 'Protocol', '协议'),
      page('write-a-backend', 'Write a backend', '编写后端'),
      page('backends', 'Write an adapter', '编写适配器'),
      page('wechat', 'What WeChat does', '微信平台的行为'),
    ],
  },
];

export const pages: readonly Page[] = groups.flatMap((group) => group.pages);

/** The document of a page in a language. */
export function documentOf({ document }: Page, lang: Lang): string {
  return lang === 'zh' ? document.replace(/\.md$/, '.zh-CN.md') : document;
}

/** The address of a page in a language, from the root of the site. */
export function addressOf({ name }: Page, lang: Lang): string {
  return lang === 'zh' ? `/zh/${name}` : `/${name}`;
}

/** What the command itself says, in Chinese. */
import type { CommandTexts } from './names.js';

export const zh: CommandTexts = {
  help: `wechat-mp-login 命令 [选项]

  init      把登录写进当前目录的项目
  dev       启动登录页和后端，并带一部扮演微信的手机
  doctor    向微信查询您的公众号，指出哪里有问题、到哪里解决
  check     检查一个后端是否符合登录协议（只有英文）

  --help, --version
  --lang zh|en   命令使用的语言，check 除外                                  [取自 LANG]

每个命令的用法见 wechat-mp-login 命令 --help。
`,
  unknownCommand: (name) => `没有“${name}”这个命令。`,
  noCommand: '请写上要运行的命令。',
  seeHelp: '用法见 wechat-mp-login --help。',
  unknownOption: (option) => `没有 ${option} 这个选项。`,
  unexpectedWord: (word) => `“${word}”不是选项。`,
  needsValue: (option) => `${option} 后面要写上值。`,
  takesNoValue: (option) => `${option} 后面不能写值。`,
  wrongLanguage: '--lang 只能是 zh 或 en。',
};

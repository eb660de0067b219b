/** What the command itself says, in English. */
import type { CommandTexts } from './names.js';

export const en: CommandTexts = {
  help: `wechat-mp-login COMMAND [options]

  init      writes the login into the project in this folder
  dev       serves a sign-in page, its backend, and a phone that plays WeChat
  doctor    asks WeChat about your official account, and says what is wrong and where to mend it
  check     checks whether a backend keeps the rules of the login protocol

  --help, --version
  --lang zh|en   the language of the command, but for check                  [by LANG]

wechat-mp-login COMMAND --help describes a command.
`,
  unknownCommand: (name) => `"${name}" is no command.`,
  noCommand: 'A command is missing.',
  seeHelp: 'wechat-mp-login --help shows how to use it.',
  unknownOption: (option) => `The option ${option} is unknown.`,
  unexpectedWord: (word) => `"${word}" is no option.`,
  needsValue: (option) => `${option} needs a value.`,
  takesNoValue: (option) => `${option} takes no value.`,
  wrongLanguage: '--lang must be zh or en.',
};

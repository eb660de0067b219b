/** What the command itself says, whichever subcommand is called. */
export interface CommandTexts {
  /** What `wechat-mp-login --help` prints. */
  readonly help: string;
  readonly unknownCommand: (name: string) => string;
  readonly noCommand: string;
  /** Follows every message about wrong arguments. */
  readonly seeHelp: string;
  readonly unknownOption: (option: string) => string;
  readonly unexpectedWord: (word: string) => string;
  readonly needsValue: (option: string) => string;
  readonly takesNoValue: (option: string) => string;
  readonly wrongLanguage: string;
}

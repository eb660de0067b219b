/** What `init` says, and the words that it writes into files. */
/** A question, and what an empty answer stands for. */
interface Question {
  readonly question: string;
  readonly usual: string;
}

/** What the generated files contain: the texts of the page, and the comments. */
export interface Written {
  /** The language of the page, for `<html lang>`. */
  readonly lang: string;
  readonly title: string;
  /** In front of the visitor's name. */
  readonly greeting: string;
  readonly comments: {
    readonly inMemory: string;
    readonly testAccount: string;
    readonly migrate: string;
    readonly sameOrigin: string;
    readonly loadedLate: string;
    readonly copy: string;
    readonly token: string;
    readonly noAesKey: string;
  };
}

/** What has to be added to files that exist. */
export interface Additions {
  readonly ignore: string;
  /** @param mount the line that does it */
  readonly ownServer: (mount: string) => string;
  readonly beforeBodyParsers: string;
  readonly nestMain: (imports: string, mount: string) => string;
  readonly nestFiles: string;
  readonly showComponent: (component: string, script: string) => string;
  /** Undefined if a page is in this language anyway. */
  readonly pageLanguage?: string;
}

/** Everything that `init` says, in one language. */
export interface Texts {
  /** What `wechat-mp-login init --help` prints. */
  readonly help: string;
  readonly written: Written;
  readonly additions: Additions;
  readonly questions: Readonly<Record<'url' | 'name' | 'newAccounts' | 'store', Question>>;
  readonly framework: (names: readonly string[]) => string;
  readonly install: (command: string) => string;
  /** What is wrong with an answer, behind the option that gives it. */
  readonly faults: {
    readonly oneOf: (choices: readonly string[]) => string;
    readonly origin: string;
    readonly name: string;
    readonly yesOrNo: string;
  };
  /** An answer on the terminal has this fault. */
  readonly wrongAnswer: (fault: string) => string;
  readonly wrongOption: (option: string, fault: string) => string;
  readonly nobodyToAsk: (options: readonly string[]) => string;
  readonly report: {
    readonly framework: (name: string) => string;
    readonly written: (path: string) => string;
    readonly same: (path: string) => string;
    readonly other: (path: string) => string;
    readonly scripts: (names: readonly string[]) => string;
    readonly failed: (command: string) => string;
    readonly next: string;
    readonly cancelled: string;
  };
  readonly steps: readonly [dev: string, account: string];
  readonly refusals: {
    readonly noRecipe: (framework: string) => string;
    readonly unreadable: (file: string, why: string) => string;
    readonly notJson: (why: string) => string;
    readonly noObject: string;
    readonly outside: (path: string, real: string) => string;
    readonly isFile: string;
    readonly notIn: (path: string, folder: string, why: string) => string;
    readonly unwritable: (path: string, why: string) => string;
  };
}

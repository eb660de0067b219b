/** Everything that `dev` says, in one language. */
export interface Texts {
  /** What `wechat-mp-login dev --help` prints. */
  readonly help: string;
  readonly page: {
    /** The language of the page, for `<html lang>`. */
    readonly lang: string;
    readonly title: string;
    readonly signedInAs: string;
    readonly signOut: string;
    readonly hint: string;
    readonly realHint: string;
  };
  /** The official accounts that the simulator plays. */
  readonly accounts: { readonly ofOwnPage: string; readonly ofProject: string };
  /** What it prints behind the address of the page. */
  readonly start: {
    readonly simulated: string;
    readonly real: string;
    readonly tunnel: (address: string) => string;
    readonly enter: string;
  };
  /** What is wrong with an argument, or with the environment. */
  readonly mistakes: {
    readonly port: string;
    readonly confirm: (modes: readonly string[]) => string;
    readonly someKeys: (given: readonly string[], missing: readonly string[]) => string;
    readonly noOrigin: (keys: readonly string[]) => string;
  };
  /** Why it cannot start or go on. */
  readonly failures: {
    readonly port: (port: number, why: string) => string;
    readonly takenPort: (port: number, why: string) => string;
    readonly unbuilt: string;
    readonly noServer: string;
    readonly notStarted: (command: string, why: string) => string;
    readonly ended: (command: string, how: string) => string;
    readonly silent: (command: string, port: number, seconds: number) => string;
  };
}

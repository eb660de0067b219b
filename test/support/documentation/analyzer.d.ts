declare module '@custom-elements-manifest/analyzer/cli.js' {
  /** Analyzes the sources and resolves with the manifest. `noWrite`: writes no file. */
  export function cli(options: {
    argv: readonly string[];
    cwd: string;
    noWrite: boolean;
  }): Promise<unknown>;
}

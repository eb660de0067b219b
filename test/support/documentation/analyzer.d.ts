declare module '@custom-elements-manifest/analyzer/cli.js' {
  /** Analyzes sources and gives the manifest; `noWrite` leaves the disk alone. */
  export function cli(options: {
    argv: readonly string[];
    cwd: string;
    noWrite: boolean;
  }): Promise<unknown>;
}

/** What the command knows of the terminal that it runs in. */
export interface Terminal {
  readonly isTerminal: boolean;
  readonly colours: boolean;
  /** How many characters fit on a line; undefined if nobody knows. */
  readonly columns?: number;
  readonly write: (text: string) => void;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A terminal such as that of an editor, which can neither paint nor erase. */
export const isDumb = (environment: Environment): boolean => environment['TERM'] === 'dumb';

/** Colours only on a terminal, and not if somebody has switched them off (https://no-color.org). */
export function createTerminal(
  stream: { readonly isTTY?: boolean; readonly columns?: number; write(text: string): unknown },
  environment: Environment,
): Terminal {
  const { columns } = stream;
  const isTerminal = stream.isTTY === true;
  return {
    isTerminal,
    colours: isTerminal && !environment['NO_COLOR'] && !isDumb(environment),
    ...(isTerminal && columns ? { columns } : {}),
    write: (text) => void stream.write(text),
  };
}

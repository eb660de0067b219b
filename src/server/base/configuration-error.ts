/** What a wrong setting comes to. */

/** A setting is missing, wrong or dangerous. The message names it and says what to do. */
export class ConfigurationError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'ConfigurationError';
  }
}

export function demand(condition: boolean, sentence: string): void {
  if (!condition) throw new ConfigurationError(sentence);
}

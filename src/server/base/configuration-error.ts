/** The error for a wrong option. */

/** An option is missing, wrong or dangerous. The message names it and says how to fix it. */
export class ConfigurationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigurationError';
  }
}

/** @throws ConfigurationError with the message, unless the condition holds */
export function requireOption(condition: boolean, message: string): asserts condition {
  if (!condition) throw new ConfigurationError(message);
}

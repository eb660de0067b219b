/** A part of a tag that loads when it is needed, and again if it did not load. */
import { loadWhenNeeded } from '../../client/load-when-needed.js';
import { WechatMpLoginError } from '../../protocol/errors.js';

/** An import has no time limit of its own. */
const longestMs = 30_000;

export class LatePart<T> {
  /** Undefined until it has loaded. */
  part: T | undefined;
  readonly #import: () => Promise<T>;
  #loading: Promise<T> | undefined;

  /** @param load imports the part's file, and puts it together */
  constructor(load: () => Promise<T>) {
    this.#import = load;
  }

  /** @throws WechatMpLoginError `load_failed`, or `unreachable` if there is no network */
  async load(): Promise<T> {
    if (this.part) return this.part;
    this.#loading ??= Promise.race([loadWhenNeeded(this.#import), tooLate()]);
    try {
      this.part = await this.#loading;
      return this.part;
    } finally {
      this.#loading = undefined;
    }
  }
}

const tooLate = (): Promise<never> =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new WechatMpLoginError('load_failed')), longestMs);
  });

/** A part of a tag that loads when it is needed, and again if it did not load. */
import { loadWhenNeeded } from '../../client/load-when-needed.js';

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
    this.#loading ??= loadWhenNeeded(this.#import);
    try {
      this.part = await this.#loading;
      return this.part;
    } finally {
      this.#loading = undefined;
    }
  }
}

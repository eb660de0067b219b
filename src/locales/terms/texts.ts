/** A page's own texts in place of ours, by the same keys as in the languages. */
import type { AfterQrCodeTerms } from './after-qr-code.js';
import type { BindingTerms, Plural } from './binding.js';
import type { DoorTerms } from './doors.js';
import type { IdentitiesTerms } from './identities.js';
import type { Terms } from './login.js';
import type { StepUpTerms } from './step-up.js';

/** Makes every object partial, at every depth. The texts themselves keep their types. */
type Some<T> = T extends string | ((...about: never[]) => string) | Plural
  ? T
  : { readonly [K in keyof T]?: Some<T[K]> | undefined };

/**
 * Some of the texts, or all of them. Texts that are left out stay as they are in the language of the
 * page. Set `lang` if they are in a language that this package does not have.
 */
export interface Texts extends Omit<Some<Terms>, 'messages' | 'chat' | 'formatWait'> {
  /** The titles and sentences of the card, those that load after the QR code included. */
  readonly messages?: Some<Terms['messages'] & AfterQrCodeTerms['messages']> | undefined;
  /** The binding prompts, and `purpose="link"`. */
  readonly binding?: Some<BindingTerms & AfterQrCodeTerms> | undefined;
  /** `purpose="step-up"`. */
  readonly stepUp?: Some<StepUpTerms> | undefined;
  /** The ways to sign in beside a QR code on a desktop. */
  readonly doors?: Some<DoorTerms> | undefined;
  /** `<wechat-mp-identities>`. */
  readonly identities?: Some<IdentitiesTerms> | undefined;
}

/** One object for every language, or a function from the language of the page, such as `zh-CN`. */
export type TextsOf = Texts | ((lang: string) => Texts | undefined | Promise<Texts | undefined>);

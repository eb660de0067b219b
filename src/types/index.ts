/**
 * `wechat-mp-login/types`: what markup may say about each tag. The types follow from the classes of the
 * elements, and every framework's types (`react.d.ts`, `vue.d.ts` …) follow from these, so that a new
 * property cannot be forgotten.
 */
import type { LitElement } from 'lit';
import type { WechatMpDebug } from '../debug/wechat-mp-debug.js';
import type { WechatMpLoginButton } from '../elements/button/wechat-mp-login-button.js';
import type { IdentitiesEventMap } from '../elements/identities/events.js';
import type { WechatMpIdentities } from '../elements/identities/wechat-mp-identities.js';
import type { LoginEventMap } from '../elements/login/events.js';
import type { WechatMpLogin } from '../elements/login/wechat-mp-login.js';
import type { WechatMpQr } from '../elements/qr/wechat-mp-qr.js';
import type { WechatPhone } from '../phone/wechat-phone.js';

/** The public tags: the element of each, and its events by name. */
export interface Tags {
  'wechat-mp-login': Tag<WechatMpLogin, LoginEventMap>;
  'wechat-mp-login-button': Tag<WechatMpLoginButton, LoginEventMap>;
  'wechat-mp-identities': Tag<WechatMpIdentities, IdentitiesEventMap>;
  'wechat-mp-qr': Tag<WechatMpQr, { error: ErrorEvent }>;
  'wechat-mp-debug': Tag<WechatMpDebug, object>;
  'wechat-phone': Tag<WechatPhone, object>;
}

interface Tag<Element extends HTMLElement, Events extends object> {
  readonly element: Element;
  readonly events: Events;
}

export type TagName = keyof Tags;
export type ElementOf<T extends TagName> = Tags[T]['element'];
export type EventsOf<T extends TagName> = Tags[T]['events'];

/** What the element has beyond any other, without `lang`, which every HTML element has. */
type OwnKey<Element> = Exclude<keyof Element, keyof LitElement>;

/* eslint-disable typescript/no-unnecessary-type-parameters -- only generic functions are compared exactly */
/** Two types with the same properties are the same for most purposes, `readonly` or not, but not for these functions. */
type IsReadonly<T> =
  (<U>() => U extends T ? 1 : 2) extends <U>() => U extends Readonly<T> ? 1 : 2 ? true : false;
/* eslint-enable typescript/no-unnecessary-type-parameters */

type SettableKey<Element> = {
  [K in OwnKey<Element>]-?: Element[K] extends (...values: never[]) => unknown
    ? never
    : IsReadonly<Pick<Element, K>> extends true
      ? never
      : K;
}[OwnKey<Element>];

/** The properties that a page may set, such as `returnTo` and `texts`. */
export type PropertiesOf<T extends TagName> = {
  [K in SettableKey<ElementOf<T>>]?: ElementOf<T>[K] | undefined;
};

type KebabCase<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${KebabCase<Rest>}`
    : `-${Lowercase<First>}${KebabCase<Rest>}`
  : Name;

/** What an attribute can carry: no objects and no functions. */
type Scalar<Value> = Extract<Value, string | number | boolean>;

/** The attributes as HTML spells them, such as `return-to`. Objects have none: `texts` is a property. */
export type AttributesOf<T extends TagName> = {
  [
    K in SettableKey<ElementOf<T>> as [Scalar<ElementOf<T>[K]>] extends [never]
      ? never
      : KebabCase<K & string>
  ]?: Scalar<ElementOf<T>[K]> | undefined;
};

/**
 * The names that frameworks may use if they set a property wherever the element has one of that name,
 * and an attribute otherwise: those of HTML. `backend` and `texts` then take objects.
 */
export type SettingsOf<T extends TagName> = {
  [
    K in SettableKey<ElementOf<T>> as [Scalar<ElementOf<T>[K]>] extends [never]
      ? K
      : KebabCase<K & string>
  ]?: K extends KebabCase<K & string>
    ? ElementOf<T>[K] | undefined
    : Scalar<ElementOf<T>[K]> | undefined;
};

/** A handler for each event, under a name that the framework reads: `on:` before it, for example. */
export type HandlersOf<T extends TagName, Prefix extends string> = {
  [K in keyof EventsOf<T> as `${Prefix}${K & string}`]?:
    ((event: EventsOf<T>[K]) => void) | undefined;
};

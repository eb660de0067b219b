/**
 * True if the key belongs to an input method. Safari ends a composition before the key that ends it,
 * so that only the key code is left to tell:
 * https://www.w3.org/TR/uievents/#determine-keydown-keyup-keyCode
 */
export function isComposing(event: KeyboardEvent): boolean {
  // oxlint-disable-next-line typescript/no-deprecated -- Safari has nothing else
  return event.isComposing || event.keyCode === 229;
}

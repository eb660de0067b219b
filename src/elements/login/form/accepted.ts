/** The terms that a page puts into the slot `terms`: without consent, there is no QR code. */

type Box = Element & { readonly checked?: unknown; readonly required?: unknown };

/**
 * Whether all boxes in the slot are checked. If any are `required`, only those count. An element of a
 * component library counts if it has the property `checked`.
 */
export function areTermsAccepted(login: Element): boolean {
  // The button hands on its own slot, with what the page has put there.
  const slotted = [...login.children]
    .filter(({ slot }) => slot === 'terms')
    .flatMap((each) =>
      each instanceof HTMLSlotElement ? each.assignedElements({ flatten: true }) : each,
    );
  const boxes: Box[] = slotted
    .flatMap((each) => [each, ...each.querySelectorAll('*')])
    .filter((each) => 'checked' in each);
  const required = boxes.filter((box) => box.required);
  return (required.length > 0 ? required : boxes).every((box) => box.checked === true);
}

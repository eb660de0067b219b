/** Terms to accept first, for the slot `terms`. Node has no elements, and imports this file too. */

/** @param isAccepted whether the visitor has checked the box */
export function sampleTerms(isAccepted: boolean): HTMLElement {
  const box = Object.assign(document.createElement('input'), {
    type: 'checkbox',
    required: true,
    checked: isAccepted,
  });
  const label = Object.assign(document.createElement('label'), { slot: 'terms' });
  label.append(box, ' I accept the terms of use.');
  return label;
}

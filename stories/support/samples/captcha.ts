/** Stands for a captcha provider's widget in stories and pictures. */

const styles = `
  label {
    display: flex;
    box-sizing: border-box;
    width: 220px;
    max-width: 100%;
    height: 64px;
    margin: 0 auto;
    padding: 0 16px;
    align-items: center;
    gap: 12px;
    border: 1px solid #8888;
    font-size: 14px;
  }
  input { width: 20px; height: 20px; margin: 0 }
`;

/** A widget for the slot `captcha`. Node has no elements, and imports this file too. */
export function sampleCaptcha(): HTMLElement {
  const label = document.createElement('label');
  label.append(Object.assign(document.createElement('input'), { type: 'checkbox' }), 'Captcha');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  const widget = Object.assign(document.createElement('div'), { slot: 'captcha' });
  const root = widget.attachShadow({ mode: 'open', delegatesFocus: true });
  root.adoptedStyleSheets = [sheet];
  root.append(label);
  return widget;
}

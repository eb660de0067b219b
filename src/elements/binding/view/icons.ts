/** The icons that only the prompts use. They load together with them; `shared/icons.ts` has the others. */
import type { TemplateResult } from 'lit';
import { renderIcon } from '../../shared/icons.js';

const paths = {
  create: 'M12 5.5v13M5.5 12h13',
  link: 'M10 13.5a4 4 0 0 0 5.7.3l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10.5a4 4 0 0 0-5.7-.3l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2',
  go: 'M9 6l6 6-6 6',
  chat: 'M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z',
};

export function bindingIcon(name: keyof typeof paths): TemplateResult {
  return renderIcon(name, paths[name]);
}

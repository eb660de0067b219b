/** The browser that a story runs in, as it names itself: `parameters.browser`. */
import type { Decorator } from '@storybook/web-components-vite';
import { pretendToBe } from '../stories/support/user-agent.js';
import type { browsers } from '../stories/support/user-agent.js';

export const browser: Decorator = (story, { parameters, viewMode }) => {
  // A documentation page has one user agent for all of its stories.
  const name = viewMode === 'story' ? (parameters['browser'] as keyof typeof browsers) : undefined;
  pretendToBe(name);
  // A login goes on with what this tab has kept, which belongs to another story.
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith('wechat-mp-login ')) sessionStorage.removeItem(key);
  }
  return story();
};

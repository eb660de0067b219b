/** The browsers of the stories, for tests. */
export { browsers, pretendToBe } from '../../../stories/support/user-agent.js';

/** The one door to the developer's console. What it says loads only then, so that no visitor pays for it. */
import type * as topicsModule from './topics.js';

type Topics = typeof topicsModule;

/** @param about what the topic needs to know */
export function tell<Topic extends keyof Topics>(
  topic: Topic,
  ...about: Parameters<Topics[Topic]>
): void {
  import('./topics.js').then(
    // The type checker cannot see that the parameters are those of this topic.
    (topics) => (topics[topic] as (...about: unknown[]) => void)(...about),
    // eslint-disable-next-line no-console -- for the developer
    (error: unknown) => console.error(...about, error),
  );
}

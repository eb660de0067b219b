/** What `npm run mutate` changes, and the tests that have to notice. */

export interface Target {
  /** Files whose code is changed. */
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
}

/** At least so many of every hundred changes have to be noticed, in each target. */
export const leastScore = 90;

const push = 'src/wechat/push';
const parse = 'src/protocol/parse';
const transition = 'src/server/attempts/transition';

export const targets: Readonly<Record<string, Target>> = {
  crypt: {
    mutate: [`${push}/crypt.ts`],
    tests: ['test/wechat/push/crypt.test.ts'],
  },
  xml: {
    mutate: [`${push}/xml.ts`],
    tests: ['test/wechat/push/xml.test.ts'],
  },
  pushes: {
    mutate: [`${push}/parse-event.ts`, `${push}/parse-push.ts`, `${push}/push-fields.ts`],
    tests: ['test/wechat/push/messages.test.ts', 'test/wechat/push/kinds.test.ts'],
  },
  protocol: {
    mutate: ['answers', 'binding', 'identities', 'problem', 'read', 'requests'].map(
      (name) => `${parse}/${name}.ts`,
    ),
    tests: ['test/protocol/parse/anchors.test.ts', 'test/protocol/parse/parse.test.ts'],
  },
  attempts: {
    mutate: [
      `${transition}.ts`,
      ...['changes', 'chat-events', 'holder-events'].map((name) => `${transition}/${name}.ts`),
    ],
    tests: ['test/server/attempts/transition.test.ts'],
  },
};

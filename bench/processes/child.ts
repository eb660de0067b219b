/** The child's side of a measured process: it starts what it is for, and answers its parent. */

/** What a kind of process needs to start, tells when it has, and can be asked to do. */
export interface ProcessKind {
  readonly settings: object;
  readonly started: object;
  readonly asked: object;
}

/** What every process answers besides. */
export interface AskedOfAll {
  /** CPU time since the start, all threads together, in milliseconds. */
  cpuMs(): number;
  /** After a garbage collection, if the process was started with `--expose-gc`. */
  memory(): MemoryInBytes;
}

export interface MemoryInBytes {
  readonly rss: number;
  readonly heap: number;
}

/** From parent to child. */
export interface Question {
  readonly number: number;
  readonly name: string;
  readonly argument: unknown;
}

/** From child to parent. */
export type Message =
  | { readonly started: unknown }
  | { readonly number: number; readonly answer: unknown }
  | { readonly number: number; readonly error: string };

const askedOfAll: AskedOfAll = {
  cpuMs() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  memory() {
    // A second collection frees what finalizers of the first have let go.
    for (let collections = 0; collections < 2; collections++) globalThis.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rss, heap: heapUsed + external };
  },
};

/** Runs until the parent disconnects or ends. */
export async function runChild<Kind extends ProcessKind>(
  start: (settings: Kind['settings']) => Promise<Pick<Kind, 'started' | 'asked'>>,
): Promise<void> {
  process.once('disconnect', () => process.exit(0));
  const say = (message: Message): void => void process.send?.(message);
  // The parent has written the settings of this kind of process.
  const settings = JSON.parse(process.argv[2] ?? '{}') as Kind['settings'];
  const { started, asked } = await start(settings);
  // The names and types were checked where the parent asks (parent.ts).
  const functions = { ...askedOfAll, ...asked } as Record<string, (argument: unknown) => unknown>;
  const answer = async ({ number, name, argument }: Question): Promise<void> => {
    try {
      say({ number, answer: await functions[name]?.(argument) });
    } catch (error) {
      say({
        number,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  };
  process.on('message', (question) => void answer(question as Question));
  say({ started });
}

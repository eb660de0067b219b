/**
 * Computes argon2 in worker threads, where there are any, so that the event loop goes on meanwhile. The
 * queue is short: beyond it, callers get an answer at once, before all of them run into time-outs.
 */
import { argon2id, argon2Verify } from 'hash-wasm';
import { BusyError } from '../server/base/errors.js';

/** A call of a function of hash-wasm. It crosses to another thread, so it consists of plain data. */
export type Argon2Task =
  | { readonly run: 'argon2id'; readonly options: Parameters<typeof argon2id>[0] }
  | { readonly run: 'argon2Verify'; readonly options: Parameters<typeof argon2Verify>[0] };

export interface Argon2Options {
  /** How many tasks run at once. 0 computes in the calling thread. */
  readonly threads: number;
  /** How many tasks may wait for those that run. */
  readonly maxWaiting: number;
}

export interface Argon2 {
  /** @throws BusyError at once, if too many tasks wait */
  compute(task: Argon2Task): Promise<unknown>;
  /** Ends the threads. They start again when they are needed. */
  close(): void;
}

/** Runs one task at a time. */
interface Thread {
  run(task: Argon2Task): Promise<unknown>;
  readonly isOver: boolean;
  end(): void;
}

interface Job {
  readonly task: Argon2Task;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** The time in which a few tasks are done. */
const retryAfterMs = 2000;

export function createArgon2({ threads: maxThreads, maxWaiting }: Argon2Options): Argon2 {
  const waiting: Job[] = [];
  const pool = createPool(maxThreads);

  function runWaiting(): void {
    while (waiting.length > 0) {
      const thread = pool.take();
      const job = thread && waiting.shift();
      if (!job) return;
      void runOn(thread, job);
    }
  }

  async function runOn(thread: Thread, job: Job): Promise<void> {
    try {
      job.resolve(await thread.run(job.task));
    } catch (error) {
      if (error instanceof NoWorkerError) {
        pool.doWithoutWorkers(error);
        waiting.unshift(job);
      } else {
        job.reject(error);
      }
    }
    pool.giveBack(thread);
    runWaiting();
  }

  return {
    compute(task) {
      if (waiting.length >= maxWaiting) return Promise.reject(new BusyError(retryAfterMs));
      return new Promise((resolve, reject) => {
        waiting.push({ task, resolve, reject });
        runWaiting();
      });
    },
    close: () => pool.close(),
  };
}

/** Starts threads when they are needed. */
function createPool(maxThreads: number) {
  const threads = new Set<Thread>();
  let idle: Thread[] = [];
  let startWorker = maxThreads > 0 ? findWorkers() : undefined;

  function doWithoutWorkers(reason: unknown): void {
    if (startWorker) warn(reason);
    startWorker = undefined;
  }

  function start(): Thread | undefined {
    if (threads.size >= (startWorker ? maxThreads : 1)) return undefined;
    let thread = callingThread;
    try {
      thread = startWorker?.() ?? callingThread;
    } catch (error) {
      // The runtime lists the module, but does not allow workers.
      doWithoutWorkers(error);
    }
    threads.add(thread);
    return thread;
  }

  return {
    doWithoutWorkers,
    /** A thread that has nothing to do; undefined if all have. */
    take: (): Thread | undefined => idle.pop() ?? start(),
    giveBack(thread: Thread): void {
      if (thread.isOver) threads.delete(thread);
      else if (threads.has(thread)) idle.push(thread);
    },
    close(): void {
      for (const thread of threads) thread.end();
      threads.clear();
      idle = [];
    },
  };
}

/** Without worker threads, tasks block the event loop one by one, and other work runs in between. */
const callingThread: Thread = {
  async run(task) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    return task.run === 'argon2id' ? argon2id(task.options) : argon2Verify(task.options);
  },
  isOver: false,
  end: () => undefined,
};

/** The part of Node's `Worker` that is used here. */
interface Worker {
  on(event: 'message', listener: (answer: Answer) => void): void;
  on(event: 'error', listener: (error: unknown) => void): void;
  on(event: 'exit', listener: () => void): void;
  postMessage(task: Argon2Task): void;
  ref(): void;
  unref(): void;
  terminate(): Promise<unknown>;
}

type Answer = { readonly result: unknown } | { readonly error: string } | 'ready';

/** What the worker runs. It is a string, because bundlers do not find a file that only a worker loads. */
const workerCode = `
const { parentPort, workerData } = require('node:worker_threads');
const hashWasm = require(workerData);
parentPort.on('message', ({ run, options }) =>
  hashWasm[run](options).then(
    (result) => parentPort.postMessage({ result }),
    (error) => parentPort.postMessage({ error: String(error?.message) }),
  ),
);
parentPort.postMessage('ready');
`;

class NoWorkerError extends Error {
  override name = 'NoWorkerError';
}

/** The modules of Node, in a runtime that has them; edge runtimes and browsers do not. */
interface NodeProcess {
  getBuiltinModule?(name: 'node:worker_threads'): {
    Worker: new (code: string, options: { eval: true; workerData: string }) => Worker;
  };
  getBuiltinModule?(name: 'node:module'): {
    createRequire(url: string): { resolve(name: string): string };
  };
  emitWarning?(message: string): void;
}

// A cast, because the types promise Node's `process` also where there is none.
const { process: node } = globalThis as { readonly process?: NodeProcess };

function findWorkers(): (() => Thread) | undefined {
  try {
    const threads = node?.getBuiltinModule?.('node:worker_threads');
    const require = node?.getBuiltinModule?.('node:module').createRequire(import.meta.url);
    // The thread has a path of its own, so it cannot find the package by its name.
    const workerData = require?.resolve('hash-wasm');
    if (!threads || workerData === undefined) return undefined;
    const { Worker } = threads;
    return () => createThread(new Worker(workerCode, { eval: true, workerData }));
  } catch (error) {
    // hash-wasm is inside a bundle, for example.
    warn(error);
    return undefined;
  }
}

function warn(reason: unknown): void {
  node?.emitWarning?.(
    `wechat-mp-login/accounts/passwords: each password blocks the event loop while it is checked, because no worker thread starts: ${String(reason)}`,
  );
}

function createThread(worker: Worker): Thread {
  let isReady = false;
  let isOver = false;
  let current: Omit<Job, 'task'> | undefined;

  function finish(settle: (job: Omit<Job, 'task'>) => void): void {
    // An idle thread does not keep the process alive.
    worker.unref();
    const job = current;
    current = undefined;
    if (job) settle(job);
  }
  function fail(error: unknown): void {
    isOver = true;
    finish(({ reject }) => reject(error));
  }

  worker.on('message', (answer) => {
    if (answer === 'ready') isReady = true;
    else if ('error' in answer) finish(({ reject }) => reject(new Error(answer.error)));
    else finish(({ resolve }) => resolve(answer.result));
  });
  worker.on('error', (error) => fail(isReady ? error : new NoWorkerError(String(error))));
  // Nothing but `close` ends a thread without an error.
  worker.on('exit', () => fail(new BusyError(retryAfterMs)));
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        current = { resolve, reject };
        worker.ref();
        worker.postMessage(task);
      }),
    get isOver() {
      return isOver;
    },
    end: () => void worker.terminate(),
  };
}

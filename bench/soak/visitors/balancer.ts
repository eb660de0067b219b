/** The load balancer before the instances: it goes round, and past those that refuse connections. */

export interface Balancer {
  /** The instance at this index has started, and listens at this port. */
  set(index: number, port: number): void;
  /** A `fetch` that sends each request for `publicUrl` to the next instance, or always to one of them. */
  fetchFrom(only?: number): typeof fetch;
}

export function createBalancer(publicUrl: string): Balancer {
  const { origin } = new URL(publicUrl);
  const ports: number[] = [];
  let next = 0;
  return {
    set: (index, port) => void (ports[index] = port),
    fetchFrom: (only) => async (input, init) => {
      const url = input instanceof Request ? input.url : input.toString();
      const path = url.slice(origin.length);
      const first = only ?? next++;
      for (let tried = 0; ; tried++) {
        const port = ports[(first + tried) % ports.length];
        try {
          return await fetch(`http://127.0.0.1:${port}${path}`, init);
        } catch (error) {
          const isLast = only !== undefined || tried === ports.length - 1;
          if (isLast || !isRefused(error)) throw error;
        }
      }
    },
  };
}

const isRefused = (error: unknown): boolean =>
  error instanceof Error &&
  typeof error.cause === 'object' &&
  error.cause !== null &&
  'code' in error.cause &&
  error.cause.code === 'ECONNREFUSED';

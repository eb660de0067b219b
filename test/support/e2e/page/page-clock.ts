/**
 * A clock for one page, so that tests need not wait for minutes. Time runs as usual, `skip(ms)` moves it
 * forward and fires the timers on the way, `stopClock()` leaves only what is skipped, `pending()` returns
 * how many requests have no answer yet, and `pieces` how often something was read. Runs before the page's
 * own scripts.
 */
export const pageClock = `(() => {
  const { setTimeout, clearTimeout, fetch } = globalThis;
  const systemNow = Date.now.bind(Date);
  const waiting = new Map();
  let skippedMs = 0;
  let pendingRequests = 0;
  globalThis.fetch = async (...args) => {
    pendingRequests++;
    const done = () => void pendingRequests--;
    try {
      const answer = await fetch(...args);
      const isStream = /event-stream/.test(answer.headers.get('content-type'));
      if (isStream) done();
      else answer.clone().arrayBuffer().then(done, done);
      return answer;
    } catch (error) {
      done();
      throw error;
    }
  };
  // How many pieces of streams and other bodies the page has read.
  globalThis.pieces = 0;
  const { read } = ReadableStreamDefaultReader.prototype;
  ReadableStreamDefaultReader.prototype.read = async function () {
    const piece = await read.call(this);
    globalThis.pieces++;
    return piece;
  };
  // Time must not be skipped while an answer is under way, or the page would take it for lost.
  globalThis.pending = () => pendingRequests;
  globalThis.idle = () => pendingRequests === 0;
  const take = (id) => {
    const timer = waiting.get(id);
    waiting.delete(id);
    clearTimeout(id);
    timer?.run();
  };
  const moveTo = (ms) => (skippedMs += Math.max(0, ms - Date.now()));
  let stoppedAtMs;
  Date.now = () => (stoppedAtMs ?? systemNow()) + skippedMs;
  // From now on, only what a test skips passes, however busy the machine is. Timers still fire.
  globalThis.stopClock = () => void (stoppedAtMs = systemNow());
  globalThis.setTimeout = (callback, ms = 0, ...args) => {
    const id = setTimeout(() => take(id), ms);
    waiting.set(id, { dueMs: Date.now() + ms, run: () => callback(...args) });
    return id;
  };
  globalThis.clearTimeout = (id) => {
    waiting.delete(id);
    clearTimeout(id);
  };
  // Like a machine that sleeps: time passes, but no timer fires.
  globalThis.sleep = (ms) => void (skippedMs += ms);
  globalThis.skip = async (ms) => {
    const endMs = Date.now() + ms;
    for (;;) {
      const [next] = [...waiting].sort(([, a], [, b]) => a.dueMs - b.dueMs);
      if (!next || next[1].dueMs > endMs) break;
      moveTo(next[1].dueMs);
      take(next[0]);
      await new Promise((resolve) => setTimeout(resolve));
    }
    moveTo(endMs);
  };
})()`;

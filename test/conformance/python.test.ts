/** The backend in Python keeps every rule of the conformance kit: the protocol needs nothing of ours. */
import assert from 'node:assert/strict';
import { once, setMaxListeners } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import type { Case } from '../../src/conformance/case.js';
import { confirmModes, type ConfirmMode } from '../../src/conformance/fixture.js';
import { findPython, howToGetIt, startPython } from '../support/conformance/python.js';
import { assertGreen, check, named } from '../support/conformance/verdicts.js';

/** Everything in mode auto; in the others what differs there. In mode none, nothing is confirmed. */
const isPlayed: Readonly<Record<ConfirmMode, (each: Case) => boolean>> = {
  auto: () => true,
  tap: ({ modes }) => modes?.includes('auto') === false,
  digits: ({ modes }) => modes?.includes('auto') === false,
  none: ({ name }) => name === 'login' || name === 'link-by-password',
};
const least: Readonly<Record<ConfirmMode, number>> = { auto: 150, tap: 3, digits: 8, none: 2 };

async function assertConforms(python: string, confirm: ConfirmMode): Promise<void> {
  const { rig, close } = await startPython(python, { confirm });
  try {
    const results = await check(rig, isPlayed[confirm]);
    assertGreen(results);
    const passed = named(results, 'pass').length;
    assert.ok(passed >= least[confirm], `only ${passed} cases applied`);
  } finally {
    await close();
  }
}

/** Whether so many connections wait in the queue of a backend that is busy with something else. */
async function assertQueues(python: string, connections: number): Promise<void> {
  const { rig, signal: tell, close } = await startPython(python, { confirm: 'auto' });
  const { hostname, port } = new URL(rig.url);
  tell('SIGSTOP');
  const sockets = Array.from({ length: connections }, () => connect(Number(port), hostname));
  try {
    // Linux drops what exceeds the queue, and the visitor's computer tries again after 1, 3, 7 and 15 s.
    const signal = AbortSignal.timeout(20_000);
    setMaxListeners(connections, signal);
    await Promise.all(sockets.map((socket) => once(socket, 'connect', { signal })));
  } finally {
    for (const socket of sockets) socket.destroy();
    tell('SIGCONT');
    await close();
  }
}

const python = findPython();
if (python === undefined) {
  test('the backend in Python keeps every rule', { skip: howToGetIt });
} else {
  for (const mode of confirmModes) {
    test(`the backend in Python keeps every rule in mode ${mode}`, () =>
      assertConforms(python, mode));
  }
  test('the backend in Python lets a hundred connections wait for it', () =>
    assertQueues(python, 100));
}

/** How `dev` starts the programs of a project. */
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { runProgram } from '../../../../src/cli/dev/project/run-program.js';
import { texts } from '../../../../src/cli/dev/texts/index.js';

const program = (code: string) => ({ command: [process.execPath, '-e', code] });

test('a program that never listens is named, with the port', async () => {
  const idle = program('setInterval(() => {}, 1000)');
  const running = await runProgram(idle, tmpdir(), {}, texts.en.failures, 200);
  try {
    const message = new RegExp(`does not listen on port ${running.port}, the one in PORT`);
    await assert.rejects(running.untilUp(), message);
  } finally {
    running.stop();
  }
});

test('a program that ends before it listens is named, with its exit code', async () => {
  const running = await runProgram(program('process.exit(3)'), tmpdir(), {}, texts.en.failures);
  await assert.rejects(running.untilUp(), /has ended \(3\)/);
});

test('a program that does not end when it is asked to is killed', async () => {
  const listen = `require('node:http').createServer().listen(process.env.PORT, 'localhost');`;
  const stubborn = program(`process.on('SIGTERM', () => {}); ${listen}`);
  const running = await runProgram(stubborn, tmpdir(), {}, texts.en.failures, undefined, 100);
  await running.untilUp();
  running.stop();
  await assert.rejects(running.ended, /has ended \(SIGKILL\)/);
});

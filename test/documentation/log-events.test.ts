/** docs/log-events.md, the table of events and the source name the same events. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { logEvents, type EventLog } from '../../src/server/base/operation/log-events.js';
import { readDocument, root } from '../support/documentation/documents.js';

test('docs/log-events.md lists every event with its levels and fields, and no other', () => {
  const rows = readDocument('docs/log-events.md').matchAll(
    /^\| `(\w+)` +\| ((?:\w+, )*\w+) +\| (none|(?:`\w+`\??(?:, )?)+) +\|/gm,
  );
  const listed = [...rows].map(([, event = '', levels = '', fields = '']) => [
    event,
    {
      levels: levels.split(', '),
      fields: fields === 'none' ? [] : fields.replaceAll('`', '').split(', '),
    },
  ]);
  assert.equal(new Set(listed.map(([event]) => event)).size, listed.length, 'each once');
  assert.deepEqual(Object.fromEntries(listed), logEvents);
});

test('a line has the fields of its event: the compiler refuses others, and lines without one', () => {
  const lines: unknown[] = [];
  const log: EventLog = (...line) => void lines.push(line);
  const others = { attempt: '1', account: '2' };
  log('info', 'login_completed', { attempt: '1' });
  // @ts-expect-error -- a field is missing
  log('info', 'login_completed', {});
  // @ts-expect-error -- a field that the table does not have
  log('info', 'login_completed', { attempt: '1', account: '2' });
  // @ts-expect-error -- also from a spread
  log('info', 'login_completed', { ...others });
  // @ts-expect-error -- a field that may be absent, and must not be here
  log('error', 'not_ready', { error: '1' });
  assert.equal(lines.length, 5);
});

test('every event is logged somewhere', () => {
  const sources = ['src/server', 'src/accounts']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(root, folder, name),
      ),
    )
    .filter((path) => path.endsWith('.ts') && !path.endsWith('log-events.ts'))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  // As an argument of a call: security events and error codes of the same name stand after `type:`.
  const logged = (event: string): boolean =>
    new RegExp(`(?<!type: )'${event}'(,|\\)| :)`).test(sources);
  assert.deepEqual(
    Object.keys(logEvents).filter((event) => !logged(event)),
    [],
  );
});

/** Functions stay short enough to be read on one screen (docs/architecture.md, rule 12). */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';

/** Lines that are the function's own: those of functions in it count for them. */
const maxOwnLines = 50;
/** With the functions in it. A factory has its state and functions together, as a class would. */
const maxLines = 60;

const roots = ['src', 'stories', 'tools', 'site', 'demo', 'examples'];
/** A test in a function of its own, and a harness of many calls, read well at any length: only own lines count. */
const rootsOfOwnLines = ['bench', 'test/support'];

const firstScript = 'its parts share a state, and handing that around would cost bytes of the page';
const exceptions: Readonly<Record<string, string>> = {
  'src/client/binding/requests.ts createPromptRequests': firstScript,
  'src/client/doors/kept-attempt.ts createAttemptKeeper': firstScript,
  'src/client/http/request.ts createRequests': firstScript,
  'src/client/http/transport/transport.ts createWatcher': firstScript,
  'src/client/run/watching/watching.ts connect': firstScript,
  'src/elements/login/doors/doors.ts createDoors': firstScript,
  'src/better-auth/accounts.ts createAccounts': 'one function for each of the interface',
  'examples/tiny-backend.ts start': 'a whole backend, to be read from top to bottom',
  'stories/support/contrasts.ts paintedIn': 'tests send it to a page, so it uses nothing outside',
  'stories/support/samples/binding.ts bindingSamples': 'a list of samples',
  'test/support/server/walks/world.ts take': 'a switch over every step',
  'tools/size.ts page': 'a list of limits',
};

interface Measured {
  readonly name: string;
  readonly lines: number;
  readonly ownLines: number;
}

function measure(file: string): readonly Measured[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line;
  const measured: Measured[] = [];

  /** Returns how many lines the functions below this node have beyond their first ones. */
  function visit(node: ts.Node): number {
    let inner = 0;
    ts.forEachChild(node, (child) => void (inner += visit(child)));
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return inner;
    const more = lineOf(node.end) - lineOf(node.getStart(source));
    measured.push({ name: nameOf(node), lines: more + 1, ownLines: more + 1 - inner });
    return more;
  }

  visit(source);
  return measured;
}

function nameOf({ name, parent }: ts.SignatureDeclaration): string {
  if (name) return name.getText();
  const isNamed = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent);
  return isNamed ? parent.name.getText() : 'a function without a name';
}

/** Files that programs have written. */
const isMade = /\/(node_modules|dist|\.source)\//;

function filesOf(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => `${root}/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.(ts|tsx|mts|js|mjs)$/.test(path) && !isMade.test(path));
}

const found = [...roots, ...rootsOfOwnLines].flatMap((root) => {
  const most = rootsOfOwnLines.includes(root) ? Infinity : maxLines;
  return filesOf(root).flatMap((file) =>
    measure(file).map(({ name, lines, ownLines }) => ({
      id: `${file} ${name}`,
      isLong: ownLines > maxOwnLines || lines > most,
      size: `${lines} lines, ${ownLines} its own`,
    })),
  );
});

test(`no function has more than ${maxOwnLines} lines of its own, or ${maxLines} with those in it`, () => {
  assert.ok(found.length > 2000);
  const long = found.filter(({ id, isLong }) => isLong && !(id in exceptions));
  const texts = long.map(({ id, size }) => `${id}: ${size}`);
  assert.deepEqual(texts, [], 'Make its steps functions with names, or add a reason to the list.');
});

test('every exception is needed', () => {
  const needed = new Set(found.flatMap(({ id, isLong }) => (isLong ? [id] : [])));
  assert.deepEqual(
    Object.keys(exceptions).filter((id) => !needed.has(id)),
    [],
  );
});

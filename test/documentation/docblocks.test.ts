/** Every function that the package exports has an example, and every example compiles. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  exampleModules,
  exportedFunctions,
  type ExportedFunction,
} from '../support/documentation/docblocks.js';
import { typeErrors } from '../support/documentation/type-errors.js';

let exported: readonly ExportedFunction[];

before(() => {
  exported = exportedFunctions();
});

test('every exported function has an example in its docblock', () => {
  assert.ok(exported.some(({ name }) => name === 'createWechatMpLogin'));
  const bare = exported.filter((each) => exampleModules([each]).length === 0);
  assert.deepEqual(
    bare.map(({ name, entry }) => `${name} in ${entry}`),
    [],
  );
});

test('every example in a docblock has the right types', () => {
  assert.deepEqual(typeErrors(exampleModules(exported)), []);
});

test('an example that cannot work is found', () => {
  const planted = {
    name: 'createWechatMpLogin',
    entry: 'wechat-mp-login/server',
    siblings: ['createWechatMpLogin', 'type Options'],
    examples: ['```ts\ncreateWechatMpLogin({});\n```', 'no block'],
  };
  const modules = exampleModules([planted]);
  assert.equal(modules.length, 1);
  assert.match(typeErrors(modules).join(), /the example of createWechatMpLogin .*publicUrl/s);
});

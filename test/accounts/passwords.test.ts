import assert from 'node:assert/strict';
import { test } from 'node:test';
import { argon2Verify } from 'hash-wasm';
import { createPasswords } from '../../src/accounts/passwords.js';

const passwords = createPasswords();

test('a password matches its own hash, and no other password does', async () => {
  const hash = await passwords.hash('correct horse');
  assert.equal(await passwords.verify('correct horse', hash), true);
  for (const wrong of ['', 'Correct horse', 'correct horse ', 'correct', hash]) {
    assert.equal(await passwords.verify(wrong, hash), false, wrong);
  }
});

test('a hash is a PHC string of argon2id with 19 MiB, two passes and one lane, salted anew each time', async () => {
  const [one, two] = await Promise.all([passwords.hash('same'), passwords.hash('same')]);
  const phc = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/;
  assert.match(one, phc);
  assert.match(two, phc);
  assert.notEqual(one.split('$')[4], two.split('$')[4]);
  assert.equal(await argon2Verify({ password: 'same', hash: one }), true);
});

test('a hash with other argon2id costs is checked with its own costs', async () => {
  // From the tests of the reference implementation, phc-winner-argon2 src/test.c.
  const hash =
    '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
  assert.equal(await passwords.verify('password', hash), true);
  assert.equal(await passwords.verify('passwort', hash), false);
});

test('no password matches the missing hash of an unknown account', async () => {
  for (const password of ['', 'none', 'correct horse', 'x'.repeat(2000)]) {
    assert.equal(await passwords.verify(password, undefined), false);
  }
});

test('a password has 1 to 1024 bytes, none of which is cut off', async () => {
  const longest = 'x'.repeat(1024);
  const hash = await passwords.hash(longest);
  assert.equal(await passwords.verify(longest, hash), true);
  assert.equal(await passwords.verify(`${longest}x`, hash), false);
  assert.equal(await passwords.verify(longest.slice(1), hash), false);
  const spaced = await passwords.hash(' a\0b ');
  assert.equal(await passwords.verify(' a\0c ', spaced), false);
  assert.equal(await passwords.verify('a\0b', spaced), false);
  // The stand-in for an impossible password matches no hash.
  const none = await passwords.hash('none');
  for (const unusable of ['', `${longest}x`]) {
    assert.equal(await passwords.verify(unusable, none), false);
  }
  for (const refused of ['', `${longest}x`, '密'.repeat(342), '\ufdfa'.repeat(1000)]) {
    await assert.rejects(passwords.hash(refused), { code: 'invalid_request', field: 'password' });
  }
});

test('a letter that two keyboards write in two ways is one letter', async () => {
  const hash = await passwords.hash('Ｐassé'.normalize('NFC'));
  assert.equal(await passwords.verify('Passe\u0301', hash), true);
  assert.equal(await passwords.verify('Passe', hash), false);
});

test('a misshapen hash is an error, and the next password is checked all the same', async () => {
  const hash = await passwords.hash('right');
  await assert.rejects(passwords.verify('right', 'plain text'));
  assert.equal(await passwords.verify('right', hash), true);
});

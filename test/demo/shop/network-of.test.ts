import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { networkOf } from '../../../demo/shop/network-of.js';

describe('The network of an address', () => {
  test('is the whole IPv4 address, also if it is written as IPv6', () => {
    assert.equal(networkOf('203.0.113.7'), '203.0.113.7');
    assert.equal(networkOf('::ffff:203.0.113.7'), '203.0.113.7');
    assert.notEqual(networkOf('203.0.113.8'), networkOf('203.0.113.7'));
  });

  test('is the first 64 bits of an IPv6 address', () => {
    assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2');
    assert.equal(networkOf('2001:db8:1:2::9'), '2001:db8:1:2');
    assert.equal(networkOf('2001:db8::9'), '2001:db8:0:0');
    assert.equal(networkOf('::1'), '0:0:0:0');
  });

  test('is empty if the address is unknown', () => {
    assert.equal(networkOf(''), '');
  });
});

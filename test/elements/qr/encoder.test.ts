import { expect } from '@open-wc/testing';
import { create } from 'qrcode/lib/core/qrcode.js';
import { symbolFor } from '../../../src/elements/qr/encoder/symbol.js';

const textOf = (length: number): string =>
  Array.from({ length }, (_, at) => 'aB3-/:?_'[(at * 7 + length) % 8]).join('');

describe('the QR code encoder', () => {
  it('draws the same modules as the package, in all 40 versions', () => {
    const versions = new Set<number>();
    for (let length = 1; length <= 1663; length += length < 200 ? 1 : 7) {
      const data = textOf(length);
      const reference = create([{ data, mode: 'byte' }], { errorCorrectionLevel: 'Q' });
      const modules = symbolFor(data);
      const isSame = modules.data.every((module, at) => module === reference.modules.data[at]);
      expect(isSame, `${length} bytes`).to.equal(true);
      expect(modules.data.length).to.equal(reference.modules.data.length);
      versions.add(reference.version);
    }
    expect(versions.size).to.equal(40);
  });

  it('counts bytes, not characters', () => {
    const data = '扫码登录';
    const reference = create([{ data, mode: 'byte' }], { errorCorrectionLevel: 'Q' });
    expect([...symbolFor(data).data]).to.deep.equal([...reference.modules.data]);
  });

  it('takes as many bytes as level Q allows, and refuses one more', () => {
    expect(symbolFor('a'.repeat(1663)).size).to.equal(177);
    expect(() => symbolFor('a'.repeat(1664))).to.throw(RangeError, '1664 bytes');
  });
});

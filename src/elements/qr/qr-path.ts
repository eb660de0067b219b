/** A code as one SVG path. A file of its own, loaded with the encoder while the request is under way. */
import { create } from 'qrcode/lib/core/qrcode.js';

export interface CodePath {
  /** Modules along one side, without the quiet zone. */
  readonly size: number;
  /** One subpath for each run of dark modules, one unit a module. */
  readonly path: string;
}

/**
 * @param text at most 1663 bytes
 * @throws {Error} where it is longer
 */
export function codePath(text: string): CodePath {
  // Q: a quarter may be glare or dirt. At 45 bytes, as WeChat's addresses have, that is 33 modules.
  const { modules } = create([{ data: text, mode: 'byte' }], { errorCorrectionLevel: 'Q' });
  const { size } = modules;
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let start = 0, end = 0; start < size; start = end + 1) {
      for (end = start; end < size && modules.get(row, end); end++);
      if (end > start) path += `M${start} ${row}h${end - start}v1H${start}z`;
    }
  }
  return { size, path };
}

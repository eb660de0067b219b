/** Small PNGs of few colours: the box of all colours is cut where it is widest, until there are so many. */
import { crc32, deflateSync } from 'node:zlib';

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel; opaque. */
  readonly data: Uint8Array;
}

/** Colours as 0xrrggbb. */
type Box = readonly (readonly [color: number, count: number])[];

const channels = [16, 8, 0] as const;
const channelOf = (color: number, shift: number): number => (color >> shift) & 255;

function widest(box: Box): { readonly shift: number; readonly width: number } {
  const widths = channels.map((shift) => {
    let min = 255;
    let max = 0;
    for (const [color] of box) {
      const value = channelOf(color, shift);
      if (value < min) min = value;
      if (value > max) max = value;
    }
    return { shift, width: max - min };
  });
  return widths.reduce((a, b) => (b.width > a.width ? b : a));
}

/** In the middle of its range, not of its pixels: what is rare, as an icon's colour, is kept. */
function cut(box: Box): [Box, Box] {
  const { shift } = widest(box);
  const values = box.map(([color]) => channelOf(color, shift));
  const middle = (Math.min(...values) + Math.max(...values)) / 2;
  return [
    box.filter(([color]) => channelOf(color, shift) <= middle),
    box.filter(([color]) => channelOf(color, shift) > middle),
  ];
}

function mean(box: Box): number {
  const total = box.reduce((sum, [, count]) => sum + count, 0);
  return channels.reduce<number>((color, shift) => {
    const sum = box.reduce((all, [each, count]) => all + channelOf(each, shift) * count, 0);
    return color | (Math.round(sum / total) << shift);
  }, 0);
}

function boxesOf(counts: ReadonlyMap<number, number>, most: number): readonly Box[] {
  const boxes: Box[] = [[...counts].sort(([a], [b]) => a - b)];
  const widths = [widest(boxes[0] ?? []).width];
  while (boxes.length < most) {
    const index = widths.indexOf(Math.max(...widths));
    const box = boxes[index];
    if (!box || widths[index] === 0) break;
    const [low, high] = cut(box);
    boxes.splice(index, 1, low, high);
    widths.splice(index, 1, widest(low).width, widest(high).width);
  }
  return boxes;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}

/** @param most so many colours, 256 or fewer */
export function palettePng({ width, height, data }: Picture, most = 256): Buffer {
  const colors = new Uint32Array(width * height);
  const counts = new Map<number, number>();
  for (let index = 0; index < colors.length; index++) {
    const at = index * 4;
    const color = ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
    colors[index] = color;
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const boxes = boxesOf(counts, most);
  const entries = new Map(boxes.flatMap((box, entry) => box.map(([color]) => [color, entry])));
  const rows = Buffer.alloc(height * (width + 1));
  for (let index = 0; index < colors.length; index++) {
    const row = Math.floor(index / width);
    rows[index + row + 1] = entries.get(colors[index] ?? 0) ?? 0;
  }
  const palette = boxes
    .map(mean)
    .flatMap((color) => channels.map((shift) => channelOf(color, shift)));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(palette)),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', new Uint8Array()),
  ]);
}

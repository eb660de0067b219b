/** The square of modules that a QR code consists of. */

/** Has the members that the masks of the package `qrcode` need. */
export interface Modules {
  /** Modules along one side. */
  readonly size: number;
  /** 1 for dark, row by row. */
  readonly data: Uint8Array;
  get(row: number, column: number): number;
  /** @param isReserved the module belongs to a pattern, so masks leave it alone */
  set(row: number, column: number, isDark: boolean, isReserved?: boolean): void;
  /** Inverts a module if `value` is true. */
  xor(row: number, column: number, value: boolean): void;
  isReserved(row: number, column: number): boolean;
}

export function createModules(size: number): Modules {
  const data = new Uint8Array(size * size);
  const reserved = new Set<number>();
  const indexOf = (row: number, column: number): number => row * size + column;
  return {
    size,
    data,
    get: (row, column) => data[indexOf(row, column)] ?? 0,
    set(row, column, isDark, isReserved = false) {
      data[indexOf(row, column)] = Number(isDark);
      if (isReserved) reserved.add(indexOf(row, column));
    },
    xor(row, column, value) {
      if (value) data[indexOf(row, column)] = 1 - this.get(row, column);
    },
    isReserved: (row, column) => reserved.has(indexOf(row, column)),
  };
}

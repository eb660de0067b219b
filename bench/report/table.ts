/** The table that `npm run bench` prints, and the same in Markdown. */
import type { Figure, Measurement } from './measurement.js';

const columns = ['what', 'ours', 'beside it', 'goal'] as const;

interface Row {
  readonly what: string;
  readonly ours: string;
  /** One for each peer. */
  readonly beside: readonly string[];
  readonly goal: string;
}

/** As many digits as say something: 0.0123, 1.23, 23.97, 417, 12 300. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '?';
  const size = Math.abs(value);
  const [whole = '', fraction = ''] = value
    .toFixed(size >= 100 ? 0 : size >= 0.1 ? 2 : 4)
    .split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ' ');
  const rest = fraction.replace(/0+$/, '');
  return rest ? `${grouped}.${rest}` : grouped;
}

export function withUnit(value: number, unit: string): string {
  return unit ? `${formatNumber(value)} ${unit}` : formatNumber(value);
}

export function nameOf({ name, at }: Measurement): string {
  return at ? `${name}, ${formatNumber(at.value)} ${at.axis}` : name;
}

const besideOf = ({ name, value, citedFrom }: Figure, unit: string): string =>
  `${name}: ${withUnit(value, unit)}${citedFrom ? ' (published)' : ''}`;

function goalOf({ goal }: Measurement): string {
  if (!goal) return '';
  return `${goal.text}: ${goal.isMet ? 'met' : 'missed'}`;
}

function rowOf(measurement: Measurement): Row {
  const { ours, peers, unit } = measurement;
  return {
    what: nameOf(measurement),
    ours: withUnit(ours.value, unit),
    beside: peers.map((peer) => besideOf(peer, unit)),
    goal: goalOf(measurement),
  };
}

/** In columns, for a terminal: a line for each peer. */
export function textTable(measurements: readonly Measurement[]): string {
  const lines: (readonly string[])[] = [columns];
  for (const { what, ours, beside, goal } of measurements.map(rowOf)) {
    const [first = '', ...others] = beside;
    lines.push([what, ours, first, goal], ...others.map((other) => ['', '', other, '']));
  }
  const widths = columns.map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  return lines
    .map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

const markdownLine = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

export function markdownTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map(rowOf).map(({ what, ours, beside, goal }) => {
    return [what, ours, beside.join('<br>'), goal];
  });
  return [columns, columns.map(() => '---'), ...rows].map(markdownLine).join('\n');
}

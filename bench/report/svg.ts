/** Draws measurements as SVG: bars, and lines over a logarithmic axis. Readable in light and dark. */
import type { Figure, Measurement } from './measurement.js';
import { formatNumber, withUnit } from './table.js';

const width = 760;
const margin = 24;
/** Where bars begin: names stand before them. */
const barX = 250;
/** The longest bar leaves room for its number. */
const barWidth = width - barX - 130;
const barHeight = 18;
const lineHeight = 26;
const plotHeight = 180;

/** Pictures on a page follow the reader's colours by themselves. */
const style = `
  svg { background: #fff; font: 13px system-ui, sans-serif; fill: #1f2328; }
  .title { font-weight: 600; }
  .quiet { fill: #59636e; }
  .ours { fill: #07a24f; }
  .peer { fill: #8c959f; }
  .axis { stroke: #8c959f; fill: none; }
  .line { fill: none; stroke: #8c959f; stroke-width: 2; }
  .line.ours { fill: none; stroke: #07a24f; }
  @media (prefers-color-scheme: dark) {
    svg { background: #0d1117; fill: #f0f6fc; }
    .quiet { fill: #9198a1; }
    .ours { fill: #2dc26b; }
    .line.ours { stroke: #2dc26b; }
  }
`;

function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? '');
}

/** A part of the picture, and how much room it takes. */
interface Panel {
  readonly height: number;
  /** @param top where it begins */
  readonly draw: (top: number) => string;
}

const at = (value: number): string => value.toFixed(1);

function text(x: number, y: number, content: string, kind = '', anchor = 'start'): string {
  return `<text x="${at(x)}" y="${at(y)}" class="${kind}" text-anchor="${anchor}">${escapeXml(content)}</text>`;
}

function bars({ name, unit, ours, peers }: Measurement): Panel {
  const figures = [ours, ...peers];
  const longest = Math.max(...figures.map(({ value }) => value), Number.MIN_VALUE);
  return {
    height: lineHeight * (figures.length + 1) + margin,
    draw(top) {
      const lines = figures.map((figure, index) => {
        const y = top + lineHeight * (index + 1);
        const length = Math.max(2, (figure.value / longest) * barWidth);
        const kind = figure === ours ? 'ours' : 'peer';
        return [
          text(barX - 10, y + 14, figure.name, '', 'end'),
          `<rect x="${barX}" y="${y}" width="${at(length)}" height="${barHeight}" rx="2" class="${kind}" />`,
          text(barX + length + 8, y + 14, withUnit(figure.value, unit), 'quiet'),
        ].join('');
      });
      return text(margin, top + 14, name, 'title') + lines.join('');
    },
  };
}

interface Line {
  readonly name: string;
  readonly isOurs: boolean;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A line for each name: ours first, then those of peers, which several of ours may have been measured beside. */
function linesOf(measurements: readonly Measurement[]): Line[] {
  const figuresOf = (isOurs: boolean): (readonly [x: number, figure: Figure])[] =>
    measurements.flatMap(({ at: place, ours, peers }) =>
      (isOurs ? [ours] : peers).map((figure) => [place?.value ?? NaN, figure] as const),
    );
  return [true, false].flatMap((isOurs) => {
    const figures = figuresOf(isOurs);
    const names = new Set(figures.map(([, { name }]) => name));
    return [...names].map((name) => {
      const points = figures.flatMap(([x, figure]) =>
        figure.name === name ? [[x, figure.value] as const] : [],
      );
      return { name, isOurs, points: [...new Map(points)] };
    });
  });
}

function lines(measurements: readonly Measurement[]): Panel {
  const [first] = measurements;
  if (!first) throw new Error('A line needs measurements.');
  const { name, unit, at: place } = first;
  const drawn = linesOf(measurements);
  const places = [...new Set(measurements.flatMap((of) => (of.at ? [of.at.value] : [])))];
  const [least, most] = [Math.log10(Math.min(...places)), Math.log10(Math.max(...places))];
  const highest = Math.max(
    ...drawn.flatMap(({ points }) => points.map(([, y]) => y)),
    Number.MIN_VALUE,
  );
  const left = 90;
  const right = width - 330;
  const xOf = (value: number): number =>
    left + ((Math.log10(value) - least) / (most - least || 1)) * (right - left);
  return {
    height: plotHeight + 90,
    draw(top) {
      const bottom = top + 40 + plotHeight;
      const yOf = (value: number): number => bottom - (value / highest) * plotHeight;
      const curves = drawn.map(({ name: of, isOurs, points }, index) => {
        const kind = isOurs ? 'ours' : 'peer';
        const [, lastY = 0] = points.at(-1) ?? [];
        const path = points.map(([x, y]) => `${at(xOf(x))},${at(yOf(y))}`).join(' ');
        const dots = points.map(
          ([x, y]) => `<circle cx="${at(xOf(x))}" cy="${at(yOf(y))}" r="3" class="${kind}" />`,
        );
        // Names of lines that end at about the same place do not cover each other.
        // Each line has dashes of its own, and its name beside a sample of it.
        const dashes = index > 0 ? ` stroke-dasharray="${2 + 3 * index}"` : '';
        const labelY = top + 54 + index * 18;
        const sampleX = right + 12;
        return [
          `<polyline points="${path}" class="line ${kind}"${dashes} />`,
          ...dots,
          `<path d="M${sampleX} ${labelY - 4}h24" class="line ${kind}"${dashes} />`,
          text(sampleX + 32, labelY, `${of}: ${withUnit(lastY, unit)}`, isOurs ? 'title' : 'quiet'),
        ].join('');
      });
      return [
        text(margin, top + 14, `${name}${unit ? `, in ${unit}` : ''}`, 'title'),
        `<path d="M${left} ${top + 40}V${bottom}H${right}" class="axis" />`,
        text(left - 8, top + 44, formatNumber(highest), 'quiet', 'end'),
        text(left - 8, bottom + 4, '0', 'quiet', 'end'),
        ...places.map((value) =>
          text(xOf(value), bottom + 18, formatNumber(value), 'quiet', 'middle'),
        ),
        text((left + right) / 2, bottom + 36, place?.axis ?? '', 'quiet', 'middle'),
        ...curves,
      ].join('');
    },
  };
}

/** Measurements at several places of an axis are lines, all others bars. */
function panelsOf(measurements: readonly Measurement[]): Panel[] {
  const byName = new Map<string, Measurement[]>();
  for (const of of measurements) byName.set(of.name, [...(byName.get(of.name) ?? []), of]);
  return [...byName.values()].flatMap((group) =>
    group.length > 1 && group.every((of) => of.at) ? [lines(group)] : group.map(bars),
  );
}

/** @param title what the picture shows, for people who cannot see it and as the tip of the mouse */
export function svgOf(title: string, measurements: readonly Measurement[]): string {
  let height = margin;
  const parts = panelsOf(measurements).map(({ height: own, draw }) => {
    const drawn = draw(height);
    height += own;
    return drawn;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<style>${style}</style>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

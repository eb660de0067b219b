/** Writes what the doctor has found: for people, and as JSON. */
import { variables } from '../account.js';
import type { Result, Status } from './check.js';
import type { SettingName, Text, Texts } from './texts/names.js';

/** One row of the report, in one language. */
export interface Row extends Text {
  readonly name: string;
  readonly title: string;
  readonly status: Status;
  readonly errcode?: number;
  /** The name of the check that has to be green first. */
  readonly because?: string;
}

const marks: Readonly<Record<Status, readonly [mark: string, colour: number]>> = {
  ok: ['✓', 32],
  wrong: ['✗', 31],
  not_checked: ['-', 90],
};

export function rowOf(result: Result, texts: Texts): Row {
  const { name, status, text, error, because } = result;
  const values = valuesOf(result, texts);
  const fill = (sentence: string): string => fillIn(sentence, values);
  const { seen, means, mend } = texts.texts[text];
  const errcode = error?.errcode;
  const explained = errcode === undefined ? means : texts.errcode(errcode, error?.sentence ?? '');
  const meaning = text === 'refused' || text === 'call_refused' ? explained : means;
  const place = mend ?? (status === 'wrong' ? texts.places[name] : undefined);
  return {
    ...{ name, title: texts.titles[name], status, seen: fill(seen) },
    ...(meaning === undefined ? {} : { means: fill(meaning) }),
    ...(place === undefined ? {} : { mend: fill(place) }),
    ...(errcode === undefined ? {} : { errcode }),
    ...(because === undefined ? {} : { because }),
  };
}

type Values = Readonly<Record<string, string | number>>;

const fillIn = (sentence: string, values: Values): string =>
  sentence.replace(/\{(\w+)\}/g, (_, key: string) => String(values[key]));

const variableOf = (setting: SettingName): string =>
  setting === 'publicUrl' ? 'PUBLIC_URL' : variables[setting];

/** What the sentences have in braces, in the language of the report. */
function valuesOf({ values, because, failure, faults }: Result, texts: Texts): Values {
  const join = (parts: readonly string[]): string => parts.join(texts.labels.also);
  return {
    ...values,
    ...(because && { check: texts.titles[because] }),
    ...(failure && { failure: fillIn(texts.failures[failure.kind], { code: failure.code }) }),
    ...(faults && {
      faults: join(
        faults.map(({ setting, fault, length }) =>
          fillIn(texts.faults[fault], { variable: variableOf(setting), length }),
        ),
      ),
      shapes: join(
        faults.map(
          ({ setting }) => `${variableOf(setting)}${texts.labels.colon}${texts.shapes[setting]}`,
        ),
      ),
    }),
  };
}

/** The lines of one row. */
export function linesOf(row: Row, { labels }: Texts, colours: boolean): string {
  const [mark, colour] = marks[row.status];
  const paint = (text: string): string => (colours ? `\u001b[${colour}m${text}\u001b[0m` : text);
  const seen = row.status === 'not_checked' ? `${labels.notChecked}${row.seen}` : row.seen;
  const more = [
    [labels.means, row.means],
    [labels.mend, row.mend],
  ].flatMap(([label, text]) => (text === undefined ? [] : `      ${label}${text}\n`));
  return `  ${paint(mark)} ${row.title}${labels.colon}${paint(seen)}\n${more.join('')}`;
}

/** The last line. */
export function summaryOf(results: readonly Result[], { labels }: Texts): string {
  const count = (status: Status): number => results.filter((each) => each.status === status).length;
  const [red, left] = [count('wrong'), count('not_checked')];
  const first = red === 0 ? labels.green : labels.red.replace('{red}', String(red));
  const second = left === 0 ? '' : labels.left.replace('{left}', String(left));
  return `\n${first.replace('{ok}', String(count('ok')))}${second}\n`;
}

export function jsonOf(rows: readonly Row[], language: string): string {
  const healthy = !rows.some(({ status }) => status === 'wrong');
  return `${JSON.stringify({ healthy, language, checks: rows }, undefined, 2)}\n`;
}

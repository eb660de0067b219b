/** Assertions about answers, with messages for the report. */
import type { ProblemCode } from '../protocol/errors.js';
import { problemTable } from '../protocol/problem-table.js';
import { BrokenOff, RuleBroken } from './case.js';
import { describe, type Answer } from './http/send.js';

/** @throws RuleBroken with the sentence, which says what was seen, unless the condition holds */
export function expect(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new RuleBroken(sentence);
}

/** For what a case needs before its point. @throws BrokenOff with the sentence */
export function need(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new BrokenOff(sentence);
}

/** The answer is this error, with the status that belongs to it. */
export function expectProblem(answer: Answer, code: ProblemCode, what: string): void {
  const { status } = problemTable[code];
  const isRight = answer.status === status && answer.body['code'] === code;
  expect(isRight, `${what}: expected ${status} ${code}, saw ${describe(answer)}.`);
}

export function expectStatus(answer: Answer, status: number, what: string): void {
  expect(answer.status === status, `${what}: expected ${status}, saw ${describe(answer)}.`);
}

/** The answer has signed somebody in. */
export function expectSignedIn(answer: Answer, what: string): void {
  const isRight = answer.status === 200 && answer.body['result'] === 'authenticated';
  expect(isRight, `${what}: expected 200 authenticated, saw ${describe(answer)}.`);
}

export function needStatus(answer: Answer, status: number, what: string): void {
  need(answer.status === status, `${what}: needs ${status}, saw ${describe(answer)}.`);
}

/** A text field of a JSON answer; '' if there is none. */
export function textField(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}

/** The fields of a JSON value; none if it is no object. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The objects of a JSON list; none if it is no list. */
export function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

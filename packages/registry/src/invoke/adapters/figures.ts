import type { Check, Figure } from '@aim/core';
import { valueAt } from './json.js';

export type Figures = Record<string, number>;

/** The numbers of a report, as the manifest says; undefined when one of them is not there. */
export function readFigures({ figures = {} }: Check, report: unknown): Figures | undefined {
  const read: Figures = {};
  for (const [name, figure] of Object.entries(figures)) {
    const number = readFigure(figure, report);
    if (number === undefined) return undefined;
    read[name] = number;
  }
  return read;
}

function readFigure(figure: Figure, report: unknown): number | undefined {
  if ('matches' in figure) return sumOf(figure.matches.flatMap((each) => captured(each, report)));
  if ('count' in figure) return Array.isArray(report) ? report.length : undefined;
  const elements: unknown[] = Array.isArray(report) ? report : [report];
  const numbers = elements.flatMap((each) => figure.sum.map((path) => valueAt(each, path)));
  return numbers.every((each) => typeof each === 'number') ? sumOf(numbers) : undefined;
}

/** The last that an expression captures: a program tells its sum at the end. */
function captured(pattern: string, report: unknown): number[] {
  const text = typeof report === 'string' ? report : '';
  const number = Number([...text.matchAll(new RegExp(pattern, 'g'))].at(-1)?.[1]);
  return Number.isFinite(number) ? [number] : [];
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}

import {
  redactData,
  stripControls,
  type CapturedResult,
  type Headless,
  type Redact,
} from '@aim/core';
import type { Usage } from '../adapter.js';
import { parseJson, parseJsonLines, valueAt } from './json.js';
import { readUsage } from './usage.js';

/** What a tool's output holds. */
export interface Reading {
  /** The answer; empty when there is none. */
  text: string;
  usage?: Usage;
  /** What the field that the manifest names says went wrong: then the run has failed. */
  error?: ReportedError;
  /** The last event that calls itself an error: it may have been overcome. */
  lastErrorEvent?: ReportedError;
}

export interface ReportedError {
  message: string;
  /** The HTTP status that the error carries. */
  status?: number;
}

type Output = Headless['output'];

/**
 * Reads an answer where the manifest says it stands. Errors are also looked for on stderr, where
 * some tools put their error object.
 *
 * @param redact - for what only decoding brings to light
 */
export function readAnswer(
  output: Output,
  { stdout, stderr }: Pick<CapturedResult, 'stdout' | 'stderr'>,
  redact: Redact,
): Reading {
  if (output.format === 'text') return { text: stripControls(stdout).trim() };
  const objects = redactData(objectsOf(output, stdout), redact);
  const all = [...objects, ...redactData(objectsOf(output, stderr), redact)];
  const usage = readUsage(objects);
  const error = namedError(output, all);
  const lastErrorEvent = errorEvent(all);
  return {
    text: textOf(output, objects),
    ...(usage === undefined ? {} : { usage }),
    ...(error === undefined ? {} : { error }),
    ...(lastErrorEvent === undefined ? {} : { lastErrorEvent }),
  };
}

function objectsOf(output: Output, text: string): unknown[] {
  if (output.format === 'json-lines') return parseJsonLines(text);
  const value = parseJson(text);
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}

function textOf(output: Output, objects: readonly unknown[]): string {
  const path = output.text ?? '';
  const texts = objects
    .filter((object) => matches(output, object))
    .map((object) => valueAt(object, path))
    .filter((text) => typeof text === 'string');
  return stripControls(texts.at(-1) ?? '').trim();
}

function namedError(output: Output, objects: readonly unknown[]): ReportedError | undefined {
  const path = output.error;
  if (path === undefined) return undefined;
  const object = objects.findLast((each) => matches(output, each) && isError(valueAt(each, path)));
  if (object === undefined) return undefined;
  return describe(valueAt(object, path), valueAt(object, output.text ?? ''));
}

function isError(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== '';
}

function errorEvent(objects: readonly unknown[]): ReportedError | undefined {
  const event = objects.findLast((each) => /error|failed/.test(String(valueAt(each, 'type'))));
  return event === undefined ? undefined : describe(valueAt(event, 'error') ?? event, undefined);
}

/** Whether an object is the one that a manifest means. */
export function matches({ where = {} }: Pick<Output, 'where'>, object: unknown): boolean {
  return Object.entries(where).every(([path, is]) => valueAt(object, path) === is);
}

/** The words of an error: its own message, or the text beside a bare `true`. */
function describe(error: unknown, beside: unknown): ReportedError {
  const places = [valueAt(error, 'message'), valueAt(error, 'data.message'), error, beside];
  const message = places.find((words) => typeof words === 'string' && words !== '');
  const code = Number(valueAt(error, 'code') ?? valueAt(error, 'status'));
  return {
    message: typeof message === 'string' ? message : JSON.stringify(error),
    ...(code >= 400 && code < 600 ? { status: code } : {}),
  };
}

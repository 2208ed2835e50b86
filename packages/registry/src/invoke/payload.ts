import { isPlainObject } from '@aim/core';
import * as fs from 'node:fs';
import type { Tool } from '../tools/tool.js';
import type { Payload } from './adapter.js';

/** The prompt as a model gets it: the files of the job are named below it. */
export function promptText({ prompt = '', files = [] }: Payload): string {
  if (files.length === 0) return prompt;
  return `${prompt}\n\nFiles:\n${files.map((file) => `- ${file}`).join('\n')}`;
}

/** What is wrong with a job, whatever tool takes it; undefined when nothing is. */
export function payloadProblem(payload: unknown, chain: readonly Tool[]): string | undefined {
  if (!isPlainObject(payload)) return 'the payload must be a JSON object';
  const { prompt, files } = payload as Payload;
  if (prompt !== undefined && typeof prompt !== 'string') return 'payload.prompt must be a text';
  if (prompt?.includes('\0') === true) return 'the prompt holds a NUL character';
  if (files !== undefined && !isTextList(files)) return 'payload.files must be a list of paths';
  if (!isJson(payload)) return 'the payload cannot be written as JSON';
  const asked = chain.find((tool) => takesPrompt(tool));
  if (asked !== undefined && (prompt ?? '').trim() === '') {
    return `there is no prompt, and ${asked.name} needs one`;
  }
  return undefined;
}

/** What is wrong with where and how a job is to run; undefined when nothing is. */
export function settingProblem(cwd: string, model: string | undefined): string | undefined {
  if (fs.statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return `the working directory ${cwd} does not exist`;
  }
  // A model that starts with a dash would be taken for an option of the tool.
  if (model !== undefined && !/^[^-\s]\S*$/.test(model)) {
    return `${JSON.stringify(model)} is not the name of a model`;
  }
  return undefined;
}

function takesPrompt({ adapter }: Tool): boolean {
  return adapter.kind === 'headless' || adapter.kind === 'http';
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isJson(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}

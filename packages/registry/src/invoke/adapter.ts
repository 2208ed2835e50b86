import type { GrantedPermission, Host, Redact, runCaptured } from '@aim/core';
import type { Clocks, Failure } from '../classify/failure.js';
import type { Tool } from '../tools/tool.js';

/** What a job holds. A script gets it as it is; a model gets the prompt, with the files named. */
export interface Payload {
  prompt?: string;
  /** Paths, relative to the working directory or absolute. */
  files?: readonly string[];
  readonly [field: string]: unknown;
}

/** One attempt at one tool. */
export interface AdapterRequest {
  tool: Tool;
  /** Absolute path of the tool's program, where it has one. */
  program: string | null;
  capability: string;
  payload: Payload;
  permission: GrantedPermission;
  model?: string;
  cwd: string;
  /** The whole environment of the child. */
  env: Readonly<Record<string, string>>;
  /** In ms. */
  deadlineMs: number;
  /** Heeded where the tool shows that it is at work: an answer that comes in pieces. */
  clocks: Clocks;
  /** The job may not leave this machine: a program has no network, a server is one of this machine. */
  localOnly?: boolean;
  /** Asks what runs to end. */
  signal?: AbortSignal;
  /** Ends it at once. */
  kill?: AbortSignal;
  /** The injected values. A program's output is free of them before it is cut to size. */
  values: readonly string[];
  /** Takes them out of a text; for what is decoded from an output, before that is cut to size. */
  redact: Redact;
  /** Who wants to see the answer while it comes. */
  watcher?: Watcher;
}

/** Gets what a tool says as it is: it may hold an injected value. */
export interface Watcher {
  /** The next piece of the answer. */
  onText: (piece: string) => void;
  /** A new message begins: what came so far is not the answer. */
  onRestart: () => void;
  /** A whole message that is not the answer. */
  onSaid: (text: string) => void;
}

export interface AdapterPorts {
  host: Host;
  run: typeof runCaptured;
  fetch: typeof globalThis.fetch;
}

/** Either an answer or a failure, and what is known of how the attempt went. */
export interface AdapterOutcome {
  /** False when nothing of the tool has run and nothing was sent. */
  started: boolean;
  answer?: Answer;
  failure?: Failure;
  exitCode?: number | null;
  signal?: string | null;
  httpStatus?: number;
}

export interface Answer {
  message: string;
  content: unknown;
  usage?: Usage;
  /** Why the answer is not whole. */
  partial?: string;
}

export interface Usage {
  inputTokens?: number;
  outputTokens?: number;
  costUsd?: number;
}

/** Gives one kind of tool a job. Never rejects for what the tool does; a rejection is a bug. */
export type Adapter = (request: AdapterRequest, ports: AdapterPorts) => Promise<AdapterOutcome>;

/** An attempt that ended before anything was started. */
export function notStarted(failure: Failure): AdapterOutcome {
  return { started: false, failure };
}

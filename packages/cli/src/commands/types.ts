import type { Outcome } from '@aim/core';
import type { Aim } from '@aim/services';
import type { Style } from '../render/style.js';
import type { Terminal } from '../terminal/terminal.js';

/** What a command does to the machine. */
export type Effect = 'read' | 'write' | 'destructive';

export interface OptionSpec {
  type: 'boolean' | 'string';
  /** Given more than once, it makes a list. */
  multiple?: boolean;
  short?: string;
  /** What stands for the value in help, such as `FILE`. */
  value?: string;
  /** The values that are allowed, when they are few. */
  choices?: readonly string[];
  summary: string;
}

/** For every command that changes something. */
export const dryRun: OptionSpec = {
  type: 'boolean',
  summary: 'Show what would be done; change nothing',
};

/** For every command that tells what happens while it works. */
export const ndjson: OptionSpec = {
  type: 'boolean',
  summary: 'Print each event as a line of JSON, and the document of --json last',
};

/** One row of the command table: help, parsing, completion and documents come from it. */
export interface CommandSpec {
  /** The words that call it, such as `secrets set`. */
  name: string;
  summary: string;
  effect: Effect;
  /** Positional arguments as help shows them: `KEY`, `[VALUE]`, `[TOOL…]`. */
  args: readonly string[];
  options: Readonly<Record<string, OptionSpec>>;
  /** At least one, shown in help. */
  examples: readonly string[];
  /** A value that must not be repeated may stand among the arguments. */
  takesSecret?: boolean;
  /** From the first argument on, everything belongs to another program. */
  passesArguments?: boolean;
  load: () => Promise<Command>;
}

export interface CommandInput {
  aim: Aim;
  terminal: Terminal;
  args: readonly string[];
  options: Readonly<Record<string, string | boolean | string[] | undefined>>;
  globals: GlobalOptions;
  /** Of aim. */
  version: string;
  /** Where each event of a command with `--ndjson` goes; undefined without it. */
  emit?: (event: object) => void;
}

export interface GlobalOptions {
  json: boolean;
  quiet: boolean;
  verbose: boolean;
  yes: boolean;
  config: string | undefined;
}

/** The code of a command: data first, text from the data. */
export interface Command<T = unknown> {
  run: (input: CommandInput) => Promise<Outcome<T>>;
  /** What stdout gets without `--json`; nothing at all for an empty text. */
  render: (data: T, context: RenderContext) => string;
}

export interface RenderContext {
  style: Style;
  /** Width of the terminal in columns; undefined when the text goes elsewhere. */
  columns: number | undefined;
  /** The user's home folder, which paths are shortened by. */
  home: string;
  verbose: boolean;
}

/** Keeps a command's data type between its two halves and hides it from the table. */
export function defineCommand<T>(command: Command<T>): Command {
  return command as Command;
}

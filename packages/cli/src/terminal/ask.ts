import { AimError } from '@aim/core';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Terminal } from './terminal.js';

/** Asks for one line on the terminal. */
export function ask(terminal: Terminal, question: string): Promise<string> {
  return readLine(terminal, { prompt: question, output: terminal.stderr });
}

/** Asks without showing what is typed. */
export async function askHidden(terminal: Terminal, question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    return await readLine(terminal, {
      prompt: '',
      output: nowhere,
      // Whoever sees the question may type: by then the terminal must not echo any more.
      onReady: () => terminal.stderr.write(question),
    });
  } finally {
    terminal.stderr.write('\n');
  }
}

/** Asks a question that is answered with yes or no; anything but yes is no. */
export async function confirm(terminal: Terminal, question: string): Promise<boolean> {
  return /^y(es)?$/i.test((await ask(terminal, `${question} [y/N] `)).trim());
}

/** @throws AimError `usage.needs_terminal` when there is nobody to ask */
export function requireTerminal(terminal: Terminal, hint: string): void {
  if (terminal.stdinIsTty && terminal.stderrIsTty) return;
  throw new AimError(
    'usage.needs_terminal',
    'This needs an answer, and there is no terminal to ask on',
    {
      hint,
    },
  );
}

/**
 * Everything on stdin as text.
 *
 * @throws AimError `usage.invalid` for bytes that are no UTF-8: as text they would be others
 */
export async function readAll(terminal: Terminal): Promise<string> {
  const bytes = await readBytes(terminal);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new AimError('usage.invalid', 'What is on stdin is not UTF-8 text', {
      hint: 'Encode it first, for example with: base64',
    });
  }
}

/** Everything on stdin as it is. */
export async function readBytes(terminal: Terminal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of terminal.stdin) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}

/** One line; more than one in a single paste is an error, since the rest would be lost. */
function readLine(
  terminal: Terminal,
  { prompt, output, onReady }: { prompt: string; output: Writable; onReady?: () => void },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: terminal.stdin, output, terminal: true });
    const answers: string[] = [];
    lines.setPrompt(prompt);
    lines.prompt();
    onReady?.();
    lines.on('line', (answer) => {
      answers.push(answer);
      // What was pasted with this line arrives in the same turn.
      if (answers.length === 1) setImmediate(() => lines.close());
    });
    lines.once('close', () => {
      if (answers.length === 1) resolve(answers[0] as string);
      else if (answers.length === 0) reject(new AimError('invoke.cancelled', 'Cancelled'));
      else reject(tooManyLines(answers.length));
    });
  });
}

function tooManyLines(count: number): AimError {
  return new AimError('usage.invalid', `${count} lines were given where one is asked for`, {
    hint: 'Nothing was changed. A value of many lines comes through --stdin',
  });
}

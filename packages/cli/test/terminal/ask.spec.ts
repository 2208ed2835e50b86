import { describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { ask, askHidden, confirm, readAll, requireTerminal } from '../../src/terminal/ask.js';
import type { Terminal } from '../../src/terminal/terminal.js';

/** A terminal on which this is typed, and what it showed. */
function terminalWith(typed: readonly (string | Buffer)[], facts: Partial<Terminal> = {}) {
  const stdin = new PassThrough();
  for (const text of typed) stdin.write(text);
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const terminal: Terminal = {
    stdin,
    stdout,
    stderr,
    stdinIsTty: true,
    stdoutIsTty: true,
    stderrIsTty: true,
    columns: 80,
    colour: { stdout: false, stderr: false },
    ...facts,
  };
  const read = (stream: PassThrough) => ((stream.read() as Buffer | null) ?? '').toString();
  return { terminal, stdin, shown: () => read(stderr), printed: () => read(stdout) };
}

describe('a question', () => {
  it('is shown on stderr and answered by one line', async () => {
    const { terminal, shown, printed } = terminalWith(['blue\r']);
    expect(await ask(terminal, 'Which colour? ')).toBe('blue');
    expect(shown()).toContain('Which colour? ');
    expect(printed()).toBe('');
  });

  it('whose answer is hidden shows nothing of it', async () => {
    const { terminal, shown, printed } = terminalWith(['hunter2\r']);
    expect(await askHidden(terminal, 'Value: ')).toBe('hunter2');
    expect([shown(), printed()]).toEqual(['Value: \n', '']);
  });

  it('whose answer is hidden comes when the terminal has ceased to echo', async () => {
    const { terminal, stdin, shown } = terminalWith(['hunter2\r']);
    const shownBefore: string[] = [];
    Object.assign(stdin, { setRawMode: (on: boolean) => on && shownBefore.push(shown()) });
    await askHidden(terminal, 'Value: ');
    expect(shownBefore).toEqual(['']);
  });

  it.each([
    ['y', true],
    ['yes', true],
    ['YES', true],
    ['', false],
    ['n', false],
    ['yesterday', false],
    ['sure', false],
  ])('of yes or no, answered by "%s", is %s', async (typed, expected) => {
    expect(await confirm(terminalWith([`${typed}\r`]).terminal, 'Delete?')).toBe(expected);
  });

  it.each([
    ['ctrl+c', '\u0003'],
    ['ctrl+d', '\u0004'],
  ])('is cancelled by %s, also when it is hidden', async (_name, key) => {
    const cancelled = expect.objectContaining({ code: 'invoke.cancelled' });
    await expect(ask(terminalWith([key]).terminal, 'Which? ')).rejects.toEqual(cancelled);
    await expect(askHidden(terminalWith([key]).terminal, 'Value: ')).rejects.toEqual(cancelled);
  });

  it('is cancelled when the terminal goes away', async () => {
    const { terminal, stdin } = terminalWith([]);
    const answer = ask(terminal, 'Which? ');
    stdin.end();
    await expect(answer).rejects.toMatchObject({ code: 'invoke.cancelled' });
  });

  it.each([
    [true, true, true],
    [false, true, false],
    [true, false, false],
  ])('needs somebody: stdin %s, stderr %s', (stdinIsTty, stderrIsTty, isFine) => {
    const { terminal } = terminalWith([], { stdinIsTty, stderrIsTty });
    const attempt = () => requireTerminal(terminal, 'aim secrets set A --stdin');
    if (isFine) return expect(attempt).not.toThrow();
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'usage.needs_terminal', hint: 'aim secrets set A --stdin' }),
    );
  });
});

describe('readAll', () => {
  it('puts a letter together that came in two pieces', async () => {
    const bytes = Buffer.from('añb\n');
    const { terminal, stdin } = terminalWith([bytes.subarray(0, 2), bytes.subarray(2)]);
    stdin.end();
    expect(await readAll(terminal)).toBe('añb\n');
  });
});

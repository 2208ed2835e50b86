import { describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { canDraw, hasColour, type Terminal } from '../../src/terminal/terminal.js';

describe('colour', () => {
  const cases: { env: Record<string, string>; noColour?: boolean; tty: boolean; is: boolean }[] = [
    { env: {}, tty: true, is: true },
    { env: {}, tty: false, is: false },
    { env: { TERM: 'dumb' }, tty: true, is: false },
    { env: { FORCE_COLOR: '1' }, tty: false, is: true },
    { env: { FORCE_COLOR: '' }, tty: false, is: true },
    { env: { FORCE_COLOR: '1', TERM: 'dumb' }, tty: true, is: true },
    { env: { FORCE_COLOR: '0' }, tty: true, is: false },
    { env: { FORCE_COLOR: 'false' }, tty: true, is: false },
    { env: { NO_COLOR: '1' }, tty: true, is: false },
    { env: { NO_COLOR: '1', FORCE_COLOR: '1' }, tty: true, is: false },
    { env: { NO_COLOR: '' }, tty: true, is: true },
    { env: { NO_COLOR: '', FORCE_COLOR: '1' }, tty: false, is: true },
    { env: {}, noColour: true, tty: true, is: false },
    { env: { FORCE_COLOR: '1' }, noColour: true, tty: true, is: false },
  ];
  it.each(cases)('$env, --no-color $noColour, terminal $tty: $is', (facts) => {
    const { env, noColour = false, tty: isTty, is } = facts;
    expect(hasColour({ env, noColour, isTty })).toBe(is);
  });
});

describe('a dashboard', () => {
  const terminal = (stdinIsTty: boolean, stdoutIsTty: boolean): Terminal => ({
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    stdinIsTty,
    stdoutIsTty,
    stderrIsTty: false,
    columns: 80,
    colour: { stdout: false, stderr: false },
  });

  it.each([
    [true, true, {}, true],
    [true, true, { TERM: 'dumb' }, false],
    [true, true, { CI: 'true' }, false],
    [true, true, { CI: '' }, true],
    [true, false, {}, false],
    [false, true, {}, false],
  ])('with a terminal for stdin %s, for stdout %s and %j can be drawn: %s', (...facts) => {
    const [stdin, stdout, env, expected] = facts;
    expect(canDraw(terminal(stdin, stdout), env)).toBe(expected);
  });
});

import { describe, expect, it } from '@jest/globals';
import cmdShim from 'cmd-shim';
import fc from 'fast-check';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { windowsLaunch } from '../../src/process/windows-launch.js';
import { tempFolder } from '../support/temp-folder.js';

const env = { ComSpec: String.raw`C:\Windows\system32\cmd.exe` };

/** A Windows with these files. */
function windows(files: Record<string, string>) {
  return {
    env,
    cwd: 'C:\\',
    files: { read: (file: string) => files[file], exists: (file: string) => file in files },
  };
}

/** The batch file that npm writes on Windows for a program with this first line. */
async function npmShim(firstLine: string): Promise<string> {
  const folder = tempFolder();
  const program = join(folder, 'cli.js');
  writeFileSync(program, `${firstLine}\nconsole.log(1)\n`);
  chmodSync(program, 0o755);
  await cmdShim(program, join(folder, 'codex'));
  return readFileSync(join(folder, 'codex.cmd'), 'utf8');
}

describe('windowsLaunch', () => {
  it('starts a program as it is', () => {
    expect(windowsLaunch(String.raw`C:\bin\git.exe`, ['a b', '%PATH%'], windows({}))).toEqual({
      file: String.raw`C:\bin\git.exe`,
      args: ['a b', '%PATH%'],
    });
  });

  it("runs the script behind npm's batch file without cmd.exe", async () => {
    const files = {
      [String.raw`C:\npm\codex.cmd`]: await npmShim('#!/usr/bin/env -S node --no-warnings'),
      [String.raw`C:\npm\node.exe`]: '',
    };
    expect(
      windowsLaunch(String.raw`C:\npm\codex.cmd`, ['say "hi"\n', '%A%'], windows(files)),
    ).toEqual({
      file: String.raw`C:\npm\node.exe`,
      args: ['--no-warnings', String.raw`C:\npm\cli.js`, 'say "hi"\n', '%A%'],
    });
  });

  it('goes through cmd.exe for what is no program of Node', async () => {
    const files = { [String.raw`C:\npm\tool.cmd`]: await npmShim('#!/usr/bin/env python3') };
    const launch = windowsLaunch(String.raw`C:\npm\tool.cmd`, ['a&b'], windows(files));
    expect(launch).toEqual({
      file: env.ComSpec,
      args: ['/d', '/s', '/c', String.raw`"^"C:\npm\tool.cmd^" ^^^"a^^^&b^^^""`],
      verbatim: true,
    });
  });

  it('refuses a line break, which would end the command', () => {
    expect(() => windowsLaunch(String.raw`C:\a.bat`, ['one\ntwo'], windows({}))).toThrow(
      'a batch file takes no argument with a line break',
    );
  });

  it('brings every argument through both readings of cmd.exe unchanged', () => {
    const words = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n\0]/.test(text));
    const hostile = fc
      .array(fc.constantFrom('"', '\\', '%', '^', '&', '|', '!', ' ', '(', 'a', '\\"', '%PATH%'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(fc.oneof(words, hostile)), (args) => {
        const { args: line } = windowsLaunch(String.raw`C:\x y\a.bat`, args, windows({}));
        const [program, ...received] = readByBatchFile((line[3] as string).slice(1, -1));
        expect([program, ...received]).toEqual([String.raw`C:\x y\a.bat`, ...args]);
      }),
    );
  });
});

/** What a batch file hands on with `%*`: `cmd.exe` reads the line, and once more its arguments. */
function readByBatchFile(line: string): string[] {
  const once = readByCmd(line);
  const program = /^"[^"]*"/.exec(once)?.[0] ?? '';
  return splitArguments(`${program}${readByCmd(once.slice(program.length))}`);
}

/** A caret takes the next character out of its meaning; one with a meaning must not stand bare. */
function readByCmd(line: string): string {
  let isQuoted = false;
  return line.replace(/\^(.)|(["&|<>()])|(%[^%^]+%)/gsu, (all, escaped?: string, bare?: string) => {
    if (bare === '"') isQuoted = !isQuoted;
    if (isQuoted && escaped !== undefined) return all;
    if (escaped !== undefined) return escaped;
    if (bare === '"' || isQuoted) return all;
    throw new Error(`cmd.exe would act on ${all}`);
  });
}

/** As the C runtime of Microsoft documents it. */
function splitArguments(line: string): string[] {
  const args: string[] = [];
  for (const [, quoted = ''] of line.matchAll(/"((?:\\.|[^"\\])*)"/gs)) {
    args.push(
      quoted.replace(
        /(\\+)("|$)/g,
        (_all, slashes: string, quote: string) =>
          '\\'.repeat(Math.floor(slashes.length / 2)) + quote,
      ),
    );
  }
  return args;
}

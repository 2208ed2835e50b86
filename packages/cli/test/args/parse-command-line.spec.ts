import { describe, expect, it } from '@jest/globals';
import { isAimError } from '@aim/core';
import fc from 'fast-check';
import { parseCommandLine, wantsJson } from '../../src/args/parse-command-line.js';
import { commandTable, globalOptions, optionAliases } from '../../src/commands/table.js';

/** The command, its arguments and the options that were given; the kind where it is no command. */
function parse(...argv: string[]): unknown {
  const line = parseCommandLine(argv);
  if (line.kind === 'help') return `help ${line.topic}`.trimEnd();
  if (line.kind !== 'command') return line.kind;
  return [line.spec.name, line.args, { ...line.options }];
}

describe('a command line', () => {
  it.each([
    [['status'], ['status', [], {}]],
    [
      ['secrets', 'set', 'A', 'x'],
      ['secrets set', ['A', 'x'], {}],
    ],
    [
      ['health', 'path', 'keys'],
      ['health', ['path', 'keys'], {}],
    ],
    [
      ['secrets', 'get', '-', '--show'],
      ['secrets get', ['-'], { show: true }],
    ],
    [
      ['health', '--only', 'a', '--only=b'],
      ['health', [], { only: ['a', 'b'] }],
    ],
  ])('%j is a command with its arguments and options', (argv, expected) => {
    expect(parse(...argv)).toEqual(expected);
  });

  it.each([
    [['--json', '--quiet', 'secrets', 'list']],
    [['secrets', 'list', '--json', '--quiet']],
    [['--json', 'secrets', 'list', '-q']],
    [['-jq', 'secrets', 'list']],
    [['--json-output', 'secrets', 'list', '--quiet']],
    [['secrets', 'list', '-q', '--json-output']],
  ])('%j takes global options before and after the command', (argv) => {
    expect(parse(...argv)).toEqual(['secrets list', [], { json: true, quiet: true }]);
  });

  it.each([
    [['--config', 'status', 'secrets', 'list']],
    [['--config=status', 'secrets', 'list']],
    [['secrets', 'list', '--config', 'status']],
  ])('%j takes the value of an option for no command', (argv) => {
    expect(parse(...argv)).toEqual(['secrets list', [], { config: 'status' }]);
  });

  it.each([
    [[], 'none'],
    [['--json'], 'none'],
    [['--'], 'none'],
    [['--version'], 'version'],
    [['status', '--version'], 'version'],
    [['--help'], 'help'],
    [['-h'], 'help'],
    [['help'], 'help'],
    [['secrets'], 'help secrets'],
    [['help', 'secrets'], 'help secrets'],
    [['help', 'secrets', 'set'], 'help secrets set'],
    [['secrets', 'set', '--help'], 'help secrets set'],
    [['--help', 'run'], 'help run'],
    [['secrets', '--help'], 'help secrets'],
  ])('%j is %s', (argv, expected) => {
    expect(parse(...argv)).toBe(expected);
  });

  it.each([
    [
      ['secrets', 'set', '--', 'A', '--stdin'],
      ['secrets set', ['A', '--stdin'], {}],
    ],
    [
      ['secrets', 'get', '--', '--json-output'],
      ['secrets get', ['--json-output'], {}],
    ],
  ])('%j has arguments that look like options after --', (argv, expected) => {
    expect(parse(...argv)).toEqual(expected);
  });
});

describe('the command line of another program', () => {
  it.each([
    [['run', 'claude', '--json', '-p', '--', 'x'], ['claude', '--json', '-p', '--', 'x'], {}],
    [['run', '-q', 'claude', '-q'], ['claude', '-q'], { quiet: true }],
    [['--yes', 'run', '--', 'ls', '--help'], ['--', 'ls', '--help'], { yes: true }],
    [['run', '--secret', 'A', '--secret=B', 'x'], ['x'], { secret: ['A', 'B'] }],
    [['run', '--config', 'f', '--', 'x'], ['--', 'x'], { config: 'f' }],
    [['run', '--', 'x', '--json-output'], ['--', 'x', '--json-output'], {}],
    [['run', '--secret', 'A'], [], { secret: ['A'] }],
    [['run'], [], {}],
  ])('%j is handed over word for word', (argv, args, options) => {
    expect(parse(...argv)).toEqual(['run', args, options]);
  });
});

describe('a mistake', () => {
  it.each([
    [['statsu'], 'usage.unknown_command', 'No command statsu; did you mean status?'],
    [['secrets', 'sett'], 'usage.unknown_command', 'did you mean secrets set'],
    [['help', 'statsu'], 'usage.unknown_command', 'did you mean status?'],
    [['xyzzy'], 'usage.unknown_command', 'No command xyzzy'],
    [['status', '--jsno'], 'usage.invalid', 'Unknown option --jsno; did you mean --json?'],
    [['run', '--secrt', 'A', '--', 'x'], 'usage.invalid', 'did you mean --secret?'],
    [['--config'], 'usage.invalid', "'--config <value>' argument missing"],
    [['route', 'chat', '--permission', 'al'], 'usage.invalid', 'expected ask, read-only'],
    [['--', 'ls'], 'usage.invalid', 'There is no command before --'],
  ])('%j is told', (argv, code, message) => {
    const attempt = () => parseCommandLine(argv);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(expect.objectContaining({ code, hint: expect.any(String) }));
  });

  it('is never more than that, whatever the words', () => {
    const known = commandTable.flatMap(({ name, options }) => [
      ...name.split(' '),
      ...Object.keys(options).map((option) => `--${option}`),
    ]);
    const word = fc.oneof(
      fc.constantFrom(...known, ...Object.keys(globalOptions), '--', '-', '-jq', '--config'),
      // Names that every object inherits, such as `constructor`, are among these.
      fc.string(),
      fc.string().map((text) => `--${text}`),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (argv) => {
        wantsJson(argv);
        try {
          parseCommandLine(argv);
        } catch (error) {
          if (!isAimError(error)) throw error;
        }
      }),
      { numRuns: 2000, examples: [[['secrets', 'get', 'constructor']], [['--toString']]] },
    );
  });

  it('is not made of a name that every object has', () => {
    expect(parse('secrets', 'get', 'constructor')).toEqual(['secrets get', ['constructor'], {}]);
  });
});

describe('--json', () => {
  it.each([
    [['--json', 'nonsense'], true],
    [['-j'], true],
    [['status', '--json-output', '--nonsense'], true],
    [['run', '--json', 'claude'], true],
    [['run', 'claude', '--json'], false],
    [['run', '--', 'x', '--json'], false],
    [['secrets', 'get', '--', '--json'], false],
    [['--', '--json'], false],
    [['status'], false],
  ])('in %j is known before anything is understood: %s', (argv, expected) => {
    expect(wantsJson(argv)).toBe(expected);
  });

  it('is what each alias stands for', () => {
    const options = [globalOptions, ...commandTable.map((spec) => spec.options)];
    const names = options.flatMap(Object.keys).map((name) => `--${name}`);
    expect(names).toEqual(expect.arrayContaining(Object.values(optionAliases)));
  });
});

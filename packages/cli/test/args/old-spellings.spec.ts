import { describe, expect, it } from '@jest/globals';
import { isAimError } from '@aim/core';
import { oldSpellings } from '../../src/args/old-spellings.js';
import { parseCommandLine } from '../../src/args/parse-command-line.js';
import { commandTable } from '../../src/commands/table.js';

/** The name of the command that is understood, or the message and hint of the refusal. */
function answer(...argv: string[]): string {
  try {
    const line = parseCommandLine(argv);
    return line.kind === 'command' ? line.spec.name : line.kind;
  } catch (error) {
    if (!isAimError(error)) throw error;
    return `${error.code}: ${error.message}; ${error.hint ?? ''}`;
  }
}

/** Every command of AIM+ with all of its options, as its own help listed them. */
const aimPlus: [line: string, now: string][] = [
  ['secrets set KEY value -d text', 'secrets set'],
  ['secrets set KEY --prompt --description text', 'secrets set'],
  ['secrets get KEY -s', 'secrets get'],
  ['secrets get KEY --clipboard', 'secrets get'],
  ['secrets list --json', 'secrets list'],
  ['secrets delete KEY -y', 'secrets delete'],
  ['secrets export A B', 'secrets export'],
  ['secrets export --all', 'secrets export'],
  ['health check --json -v', 'health'],
  ['health report -o file.json', 'health report'],
  ['health verify', 'health verify'],
  ['tools install ruff -m pipx -v 1.0.0 -f', 'install'],
  ['tools install-all -m all --no-rollback --sequential', 'install'],
  ['tools uninstall ruff -m pipx', 'uninstall'],
  ['tools list -j', 'tools list'],
  ['tools list --json-output', 'tools list'],
  ['tools verify', 'version check'],
  ['scan all --min-size 100', 'scan'],
  ['scan duplicates -e .py', 'scan duplicates'],
  ['scan caches -j', 'scan caches'],
  ['scan clean --dry-run', 'scan clean'],
  ['version check -j', 'version check'],
  ['version sync --dry-run', 'version sync'],
  ['version pin', 'version pin'],
  ['version report', 'version report'],
  ['audit show -n 20', 'audit show'],
  ['audit query --type secret_set', 'audit query'],
  ['audit stats', 'audit stats'],
  ['audit export out.json', 'audit export'],
  ['status', 'status'],
  ['setup --all', 'setup'],
];

describe('a command line of AIM+', () => {
  it.each(aimPlus)('%s is understood, or refused by a sentence that helps', (line, now) => {
    const told = answer(...line.split(' '));
    const isThere = commandTable.some(({ name }) => name === now);
    if (isThere && told === now) return;
    expect(told).toMatch(/^usage\.(unknown_command: (There is no aim|aim)|invalid: )/);
    expect(told).toContain('aim ');
  });

  it('is the same command where it means the same', () => {
    expect(answer('health', 'check')).toBe('health');
    expect(answer('--json', 'health', 'check', '--verbose')).toBe('health');
    expect(parseCommandLine(['health', 'check', 'path', '-j'])).toMatchObject({
      args: ['path'],
      options: { json: true },
    });
  });

  it('of an option that is gone says what to do', () => {
    expect(answer('tools', 'list', '-m', 'pipx')).toContain('shows the tools of every manager');
  });

  it('is no command line of another program', () => {
    expect(answer('run', 'health', 'check')).toBe('run');
    expect(parseCommandLine(['run', '--', 'tools', 'verify'])).toMatchObject({
      args: ['--', 'tools', 'verify'],
    });
  });

  it.each(oldSpellings.map((row) => ({ ...row })))('$old names $now, or what there is', (row) => {
    const command = row.now.replace(/ --.*/, '');
    const told = answer(...row.old.split(' '));
    const isThere = commandTable.some(({ name }) => name === command);
    // A group of commands by now.
    if (told === 'help') return;
    if (isThere && (row.isSame || row.old === command)) expect(told).toBe(command);
    else if (isThere) expect(told).toContain(`aim ${row.old} is aim ${row.now} now`);
    else
      expect(told).toBe(`usage.unknown_command: There is no aim ${row.old} yet; ${row.meanwhile}`);
  });
});

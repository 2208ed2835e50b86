import { describe, expect, it } from '@jest/globals';
import { chainFrom, readAncestors, type ProcessFacts } from '../../src/process/ancestors.js';
import { listProcesses, parseCimProcesses, parsePs } from '../../src/process/list-processes.js';
import { itNeeds } from '../support/needs.js';

const look = (...processes: Partial<ProcessFacts>[]) => {
  return (pid: number) => {
    const found = processes.find((process) => process.pid === pid);
    return found === undefined ? undefined : { parent: 0, name: '', argv: [], ...found, pid };
  };
};

describe('the chain of ancestors', () => {
  it('ends with the first process', () => {
    const { ancestors, isWhole } = chainFrom(
      9,
      look({ pid: 9, parent: 4 }, { pid: 4, parent: 1 }, { pid: 1 }),
    );
    expect([ancestors.map(({ pid }) => pid), isWhole]).toEqual([[9, 4, 1], true]);
  });

  it('breaks off at one that cannot be read', () => {
    expect(chainFrom(9, look({ pid: 9, parent: 4 }))).toMatchObject({ isWhole: false });
  });

  it('breaks off where a number belongs to a later process', () => {
    const reused = look({ pid: 9, parent: 4, started: 100 }, { pid: 4, started: 200 });
    expect(chainFrom(9, reused)).toMatchObject({ ancestors: [{ pid: 9 }], isWhole: false });
  });

  it('ends in a circle too', () => {
    const circle = look({ pid: 9, parent: 4 }, { pid: 4, parent: 9 });
    expect(chainFrom(9, circle).ancestors).toHaveLength(64);
  });

  it('begins with the parent of this process, as /proc has it', async () => {
    const { ancestors } = await readAncestors({ platform: 'linux', env: {} });
    expect(ancestors[0]).toMatchObject({ pid: process.ppid });
  });

  itNeeds(['ps'], 'is the same by ps', async () => {
    const [byProc, byPs] = await Promise.all([
      readAncestors({ platform: 'linux', env: {} }),
      readAncestors({ platform: 'darwin', env: {} }),
    ]);
    expect(byPs.ancestors.map(({ pid }) => pid)).toEqual(byProc.ancestors.map(({ pid }) => pid));
  });
});

describe('the list of processes', () => {
  it('of ps has a command line for each', () => {
    expect(parsePs('    1     0 /sbin/launchd\n  501   1 node /opt/codex exec\nrubbish\n')).toEqual(
      [
        { pid: 1, parent: 0, name: '', argv: ['/sbin/launchd'] },
        { pid: 501, parent: 1, name: '', argv: ['node', '/opt/codex', 'exec'] },
      ],
    );
  });

  it('of Windows may lack the command line and the time', () => {
    const text =
      '[{"ProcessId":4,"ParentProcessId":0,"Name":"System","CommandLine":null,"Started":null},' +
      '{"ProcessId":9,"ParentProcessId":4,"Name":"node.exe","CommandLine":"\\"C:\\\\Program Files\\\\node.exe\\" C:\\\\x\\\\codex.js","Started":638000000000000000}]';
    expect(parseCimProcesses(text)).toEqual([
      { pid: 4, parent: 0, name: 'System', argv: [] },
      {
        pid: 9,
        parent: 4,
        name: 'node',
        argv: ['C:\\Program Files\\node.exe', 'C:\\x\\codex.js'],
        started: 638000000000000000,
      },
    ]);
  });

  it('is empty where its program is absent', async () => {
    const env = { SystemRoot: '/nowhere' };
    expect(await listProcesses({ platform: 'win32', env })).toEqual(new Map());
  });
});

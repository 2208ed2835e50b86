import { win32 } from 'node:path';
import type { Host } from '../host/host.js';
import type { ProcessFacts } from './ancestors.js';
import { runCaptured } from './run-captured.js';

/** The longest that the list may take, in ms; PowerShell needs most of a second to start. */
const deadlineMs = 5000;

const cimQuery =
  'Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId,Name,CommandLine,' +
  "@{n='Started';e={$_.CreationDate.Ticks}} | ConvertTo-Json -Compress";

/**
 * All processes of the machine by pid, from `ps` or, on Windows, PowerShell. Empty when the program
 * fails, is absent or takes longer than 5 s. Never rejects.
 */
export async function listProcesses({
  platform,
  env,
}: Pick<Host, 'platform' | 'env'>): Promise<Map<number, ProcessFacts>> {
  try {
    const isWindows = platform === 'win32';
    const { exitCode, stdout } = await (isWindows ? runPowerShell(env) : runPs());
    if (exitCode !== 0) return new Map();
    const list = isWindows ? parseCimProcesses(stdout) : parsePs(stdout);
    return new Map(list.map((facts) => [facts.pid, facts]));
  } catch {
    return new Map();
  }
}

function runPs() {
  return runCaptured({
    file: '/bin/ps',
    args: ['-A', '-o', 'pid=', '-o', 'ppid=', '-o', 'command='],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' },
    cwd: '/',
    deadlineMs,
  });
}

function runPowerShell(env: Host['env']) {
  const root = env['SystemRoot'] ?? 'C:\\Windows';
  return runCaptured({
    file: win32.join(root, 'System32\\WindowsPowerShell\\v1.0\\powershell.exe'),
    args: ['-NoProfile', '-NonInteractive', '-Command', cimQuery],
    env: { SystemRoot: root },
    cwd: root,
    deadlineMs,
  });
}

/** Lines of pid, parent and command line; a path with spaces in it is cut at the first. Pure. */
export function parsePs(text: string): ProcessFacts[] {
  return text.split('\n').flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (command === undefined) return [];
    const argv = command.trim().split(/\s+/);
    return [{ pid: Number(pid), parent: Number(parent), name: '', argv }];
  });
}

interface CimProcess {
  ProcessId: number;
  ParentProcessId: number;
  Name: string | null;
  CommandLine: string | null;
  Started: number | null;
}

/** What the query of Windows answers. Pure. @throws SyntaxError when it is no JSON */
export function parseCimProcesses(text: string): ProcessFacts[] {
  const rows = JSON.parse(text) as CimProcess[];
  return rows.map(({ ProcessId, ParentProcessId, Name, CommandLine, Started }) => ({
    pid: ProcessId,
    parent: ParentProcessId,
    name: (Name ?? '').replace(/\.exe$/i, ''),
    argv: (CommandLine?.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', '')),
    ...(Started !== null && { started: Started }),
  }));
}

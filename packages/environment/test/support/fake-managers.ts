import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the managers of a scene do: versions that are the newest, and what goes wrong. */
export interface Scenario {
  newest?: Record<string, string>;
  /** By package, or by package and version. */
  faults?: Record<string, 'fail' | 'localised' | 'enotempty' | 'half' | 'lies'>;
  hang?: boolean;
  prompt?: boolean;
  delayMs?: number;
}

export interface FakeManagers {
  /** The folder of their programs, for PATH. */
  bin: string;
  play: (scenario: Scenario) => void;
  /** Each start: who, with which arguments and environment. */
  calls: () => { manager: string; args: string[]; env: Record<string, string> }[];
}

const script = join(import.meta.dirname, 'fake-managers/fake.mjs');

/** Programs of these names that make the files that the real ones leave. */
export function fakeManagers(root: string, names: readonly string[]): FakeManagers {
  const bin = join(root, 'managers');
  const scenario = join(root, 'scenario.json');
  mkdirSync(bin, { recursive: true });
  for (const name of names) {
    const lines = [
      '#!/bin/sh',
      `exec "${process.execPath}" "${script}" ${name} "${scenario}" "$@"`,
    ];
    writeFileSync(join(bin, name), `${lines.join('\n')}\n`, { mode: 0o755 });
  }
  const play = (wanted: Scenario) => writeFileSync(scenario, JSON.stringify(wanted));
  play({});
  return {
    bin,
    play,
    calls: () =>
      readLines(`${scenario}.log`).map(
        (line) =>
          JSON.parse(line) as { manager: string; args: string[]; env: Record<string, string> },
      ),
  };
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}

import { expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { processIsGone } from '@aim/core';
import { isBreakerState, type BreakerState } from '../../src/breaker/state.js';
import { bundleDriver } from '../../../core/test/support/driver.js';
import { tempFolder } from '../support/machine.js';

// A process that asks for a tool again and again, and now and then fails. Its clock runs a thousand
// times as fast. Whoever is on trial says so in a file that nobody else may hold meanwhile.
const driver = `
import * as fs from 'node:fs';
import { join } from 'node:path';
import { openBreakers } from '../../src/breaker/breakers.js';
import { catalogueTool, presenceOf, registryOf, testHost } from '../support/machine.js';
import { markOfThisProcess, processIsGone } from '@aim/core';

const [folder, began] = process.argv.slice(2);
const registry = registryOf(['a', 'b'].map((id) => catalogueTool(id)));
const now = () => new Date(Number(began) + (Date.now() - Number(began)) * 1000);
const sources = {
  host: { ...testHost(folder), now },
  paths: { state: join(folder, 'state') },
  registry,
  presence: presenceOf({ a: '/bin/a', b: '/bin/b' }),
  secrets: { listSecrets: () => Promise.resolve([]) },
};
const say = (line) => fs.appendFileSync(join(folder, 'log'), line + '\\n');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function hold(marker) {
  const mine = JSON.stringify(markOfThisProcess());
  try {
    fs.writeFileSync(marker + process.pid, mine);
    fs.linkSync(marker + process.pid, marker);
  } catch (error) {
    let other;
    try { other = JSON.parse(fs.readFileSync(marker, 'utf8')); } catch { other = undefined; }
    if (other !== undefined && !processIsGone(other)) say('two probes');
    fs.renameSync(marker + process.pid, marker);
  }
}

for (let n = 0; ; n++) {
  const breakers = await openBreakers(sources);
  const tool = registry.tools.get(Math.random() < 0.5 ? 'a' : 'b');
  breakers.find(tool.id);
  // No attempt takes as long as its lease: that would be a slow machine, not a second probe.
  const admitted = await breakers.admit(tool, { attemptMs: 36_000_000, forced: n % 3 === 0, isTired: () => false });
  if ('refused' in admitted) {
    say('refused');
    await sleep(Math.random() * 20);
    continue;
  }
  const marker = join(folder, 'probe-' + tool.id);
  if (admitted.probe !== null) hold(marker);
  await sleep(admitted.probe === null ? Math.random() * 20 : 50);
  if (admitted.probe !== null) fs.rmSync(marker, { force: true });
  const failed = Math.random() < 0.7 ? { failed: { class: 'TOOL_CRASH', started: true } } : {};
  await breakers.note(tool, { admitted, ...failed });
  say(admitted.probe ?? 'plain');
  for (const warning of breakers.warnings()) say('warning ' + warning);
}
`;

const processes = 16;
const kills = 16;

it('sixteen processes that are killed at random share whole state and one probe at a time', async () => {
  const folder = tempFolder();
  const file = bundleDriver(driver, import.meta.dirname);
  const began = String(Date.now());
  const stateFile = join(folder, 'state/breakers/state.json');
  const start = () =>
    spawn(process.execPath, [file, folder, began], { stdio: ['ignore', 'ignore', 'inherit'] });
  const running: ChildProcess[] = Array.from({ length: processes }, start);
  let reads = 0;
  try {
    for (let killed = 0; killed < kills;) {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
      if (!fs.existsSync(stateFile)) continue;
      expect(isBreakerState(JSON.parse(fs.readFileSync(stateFile, 'utf8')))).toBe(true);
      reads++;
      const which = Math.floor(Math.random() * processes);
      await end(running[which] as ChildProcess);
      running[which] = start();
      killed++;
    }
    // What was started last gets its time, too.
    const lines = () => fs.readFileSync(join(folder, 'log'), 'utf8').split('\n');
    const before = lines().length;
    for (let tries = 0; lines().length < before + 100 && tries < 600; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    await Promise.all(running.map(end));
  }
  const log = fs.readFileSync(join(folder, 'log'), 'utf8').split('\n');
  const count = (line: string) => log.filter((each) => each === line).length;
  expect(reads).toBe(kills);
  expect(count('two probes')).toBe(0);
  expect(log.filter((line) => line.startsWith('warning'))).toEqual([]);
  expect(count('half-open')).toBeGreaterThan(0);
  expect(count('forced')).toBeGreaterThan(0);
  const { records } = JSON.parse(fs.readFileSync(stateFile, 'utf8')) as BreakerState;
  for (const { lease } of Object.values(records)) {
    if (lease !== null) expect(processIsGone(lease.owner)).toBe(true);
  }
}, 240_000);

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.kill('SIGKILL');
  return ended;
}

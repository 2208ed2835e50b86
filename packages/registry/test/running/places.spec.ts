import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { openPlaces, type Wait } from '../../src/running/places.js';
import type { InvokeEvent } from '../../src/invoke/events.js';
import { bundleDriver } from '../../../core/test/support/driver.js';
import { until } from '../../../core/test/support/processes.js';
import { tempFolder } from '../support/machine.js';
import { outage } from '../support/outage.js';

const tool = (id: string) => ({ of: 'tool', id }) as const;
const brief: Wait = { limit: 1, waitMs: 0, signals: [] };

describe('places', () => {
  it('are counted by tool, and free when they are released', async () => {
    const places = openPlaces({ state: tempFolder() });
    const unlimited = { waitMs: 0, signals: [] };
    const first = await places.take(tool('claude'), unlimited);
    await places.take(tool('claude'), unlimited);
    expect([places.count('claude'), places.count('codex')]).toEqual([2, 0]);
    first?.release();
    expect(places.count('claude')).toBe(1);
  });

  it('are given in the order of the line', async () => {
    const places = openPlaces({ state: tempFolder() });
    const held = await places.take(tool('a'), brief);
    const order: number[] = [];
    const wait = async (n: number) => {
      const place = await places.take(tool('a'), { ...brief, waitMs: 10_000 });
      order.push(n);
      place?.release();
    };
    const waits: Promise<void>[] = [];
    for (const n of [1, 2, 3]) {
      waits.push(wait(n));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    held?.release();
    await Promise.all(waits);
    expect(order).toEqual([1, 2, 3]);
  });

  it('are not waited for longer than told, nor by whoever gives up', async () => {
    const state = tempFolder();
    const places = openPlaces({ state });
    await places.take(tool('a'), brief);
    expect(await places.take(tool('a'), { ...brief, waitMs: 150 })).toBeUndefined();
    const gone = new AbortController();
    const wait = { limit: 1, waitMs: 60_000, signals: [gone.signal], onWait: () => gone.abort() };
    expect(await places.take(tool('a'), wait)).toBeUndefined();
    expect(fs.readdirSync(join(state, 'running/tools/a'))).toHaveLength(1);
  });
});

const driver = `
import * as fs from 'node:fs';
import { join } from 'node:path';
import { openPlaces } from '../../src/running/places.js';
const [folder] = process.argv.slice(2);
const places = openPlaces({ state: join(folder, 'state') });
for (;;) {
  const place = await places.take({ of: 'tool', id: 'a' }, { limit: 2, waitMs: 60_000, signals: [] });
  if (places.count('a') > 2) fs.appendFileSync(join(folder, 'log'), 'too many\\n');
  fs.appendFileSync(join(folder, 'log'), 'in\\n');
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
  place.release();
}
`;

it('processes that are killed at random never hold more places than there are, and none afterwards', async () => {
  const folder = tempFolder();
  const file = bundleDriver(driver, import.meta.dirname);
  const start = () => spawn(process.execPath, [file, folder], { stdio: 'ignore' });
  const running = Array.from({ length: 8 }, start);
  const log = () =>
    fs.existsSync(join(folder, 'log')) ? fs.readFileSync(join(folder, 'log'), 'utf8') : '';
  for (let kills = 0; kills < 8; kills++) {
    const before = log().length;
    await until(() => log().length > before);
    running[kills]?.kill('SIGKILL');
    if (kills < 4) running.push(start());
  }
  await Promise.all(
    running.map((child) => {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      return child.exitCode === null && child.signalCode === null ? ended : undefined;
    }),
  );
  expect(log()).not.toContain('too many');
  const places = openPlaces({ state: join(folder, 'state') });
  expect(places.count('a')).toBe(0);
  expect(await places.take(tool('a'), { ...brief, limit: 2 })).toBeDefined();
}, 60_000);

describe('jobs', () => {
  const slow = 'cat >/dev/null; until [ -e go ]; do sleep 0.02; done';
  const answers = `echo '{"result":"hello"}'`;
  const one = { maxConcurrent: 1 };

  it('at a tool wait in line as its maxConcurrent says', async () => {
    const config = { registry: { tools: { only: one } } };
    const bench = outage({ only: `${slow}; ${answers}` }, { config });
    const events: InvokeEvent[] = [];
    const first = bench.invoke();
    await until(() => bench.starts()['only'] === 1);
    const second = bench.invoke({ onEvent: (event) => events.push(event) });
    await until(() => events.length === 2);
    expect(events[1]).toEqual({ type: 'place_waits', tool: 'only', limit: 1 });
    fs.writeFileSync(join(bench.folder, 'go'), '');
    expect([(await first).tool, (await second).tool]).toEqual(['only', 'only']);
  });

  it('that would wait beyond the deadline fail with it', async () => {
    const config = { registry: { tools: { only: one } } };
    const bench = outage({ only: slow }, { config });
    const cancel = new AbortController();
    const first = bench.invoke({ signal: cancel.signal });
    await until(() => bench.starts()['only'] === 1);
    const second = await bench.invoke({ deadlineMs: 200 });
    expect(second).toMatchObject({ attempts: [], error: { class: 'DEADLINE_EXCEEDED' } });
    cancel.abort();
    await first;
  });

  it('of all tools together wait in line as registry.limits.maxConcurrent says', async () => {
    const config = { registry: { limits: one } };
    const bench = outage({ a: `${slow}; ${answers}`, b: answers }, { config });
    const first = bench.invoke({ tool: 'a' });
    await until(() => bench.starts()['a'] === 1);
    const late = await bench.invoke({ tool: 'b', deadlineMs: 200 });
    expect(late.message).toMatch(/^Other jobs were running \(1 at once\) until the deadline/);
    fs.writeFileSync(join(bench.folder, 'go'), '');
    await first;
    expect((await bench.invoke({ tool: 'b' })).tool).toBe('b');
  });

  it('go first to the tool that has the fewest running, of all processes', async () => {
    const config = { registry: { capabilities: { chat: { strategy: 'least-busy' as const } } } };
    const bench = outage({ a: `${slow}; ${answers}`, b: answers }, { config });
    const first = bench.invoke({ tool: 'a' });
    await until(() => bench.starts()['a'] === 1);
    const second = await bench.invoke();
    expect(second.route).toMatchObject({ chain: ['b', 'a'], strategy: { note: null } });
    expect(second.tool).toBe('b');
    fs.writeFileSync(join(bench.folder, 'go'), '');
    await first;
    expect((await bench.invoke()).route.chain).toEqual(['a', 'b']);
  });
});

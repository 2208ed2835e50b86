import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as fs from 'node:fs';
import { join } from 'node:path';
import type { Admitted } from '../../src/breaker/admit.js';
import { noteAttempt } from '../../src/breaker/note-attempt.js';
import type { BreakerState } from '../../src/breaker/state.js';
import type { ErrorClass } from '../../src/classify/error-classes.js';
import { breaking, deadProcess, type Breaking } from '../support/breaking.js';
import { catalogueTool, tempFolder } from '../support/machine.js';
import { Reference, type Happening } from './reference.js';

// a and b work with one account, c with none that is known.
const keysOf = {
  a: ['tool:a', 'account:vault/111111111111'],
  b: ['tool:b', 'account:vault/111111111111'],
  c: ['tool:c'],
} as const;
type Id = keyof typeof keysOf;
const ids = Object.keys(keysOf) as Id[];

const classes: Record<Exclude<Happening['what'], 'ok'>, ErrorClass> = {
  crash: 'TOOL_CRASH',
  limit: 'RATE_LIMITED',
  absent: 'TOOL_NOT_FOUND',
  other: 'REFUSED',
};

interface Running {
  id: Id;
  admitted: Admitted;
}

interface Model {
  keys: Map<string, Reference>;
  running: Running[];
  now: number;
}

interface Real {
  bench: Breaking;
  before: BreakerState['records'];
}

const attemptMs = 1000;
const leaseMs = attemptMs + 5000;

const stateFile = ({ bench }: Real) => join(bench.paths.state, 'breakers/state.json');

function read(real: Real): BreakerState | undefined {
  const file = stateFile(real);
  if (!fs.existsSync(file)) return undefined;
  return JSON.parse(fs.readFileSync(file, 'utf8')) as BreakerState;
}

function reference(model: Model, key: string): Reference {
  const found = model.keys.get(key) ?? new Reference();
  model.keys.set(key, found);
  return found;
}

/** What every command leaves behind. */
async function checkAll(model: Model, real: Real): Promise<void> {
  const state = read(real);
  const records = state?.records ?? {};
  for (const [key, { opening }] of Object.entries(records)) {
    const before = real.before[key]?.opening;
    // A time from before the clock went back says nothing.
    if (!before || !opening || before.at > model.now + 5000) continue;
    expect(opening.until).toBeGreaterThanOrEqual(before.until);
  }
  real.before = records;
  const written = state === undefined ? undefined : fs.readFileSync(stateFile(real), 'utf8');
  const plan = await real.bench.plan();
  expect(read(real) === undefined ? undefined : fs.readFileSync(stateFile(real), 'utf8')).toBe(
    written,
  );
  const states = (id: Id) => keysOf[id].map((key) => reference(model, key).state(model.now));
  for (const id of plan.chain as Id[]) expect(states(id)).not.toContain('hard');
  const isSoft = (id: Id) =>
    states(id).every((each) => ['closed', 'soft', 'half-open'].includes(each));
  if (ids.every(isSoft)) expect(plan.chain).not.toEqual([]);
}

class Begin implements fc.AsyncCommand<Model, Real> {
  constructor(
    readonly id: Id,
    readonly forced: boolean,
  ) {}
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    const admission = await real.bench.admit(this.id, this.forced);
    const found = keysOf[this.id].map((key) => reference(model, key));
    const states = found.map((each) => each.state(model.now));
    const passes = states.every(
      (each) => each === 'closed' || each === 'half-open' || (this.forced && each === 'soft'),
    );
    expect('refused' in admission).toBe(!passes);
    if (!('refused' in admission)) {
      const running = { id: this.id, admitted: admission };
      const open = found.filter((_each, index) => states[index] !== 'closed');
      expect(admission.lease !== null).toBe(open.length > 0);
      for (const each of open) {
        each.holder = running;
        each.leaseEnds = model.now + leaseMs;
        each.touch(model.now);
      }
      model.running.push(running);
    }
    await checkAll(model, real);
  }
  toString = () => `begin ${this.id}${this.forced ? ' by force' : ''}`;
}

class End implements fc.AsyncCommand<Model, Real> {
  constructor(
    readonly which: number,
    readonly what: Happening['what'],
    readonly retryAfterMs: number | undefined,
  ) {}
  check = (model: Readonly<Model>) => model.running.length > 0;
  async run(model: Model, real: Real): Promise<void> {
    const [running] = model.running.splice(this.which % model.running.length, 1) as [Running];
    const { id, admitted } = running;
    const { what } = this;
    const told = what === 'limit' && this.retryAfterMs !== undefined;
    const failed = what !== 'ok' && {
      failed: {
        class: classes[what],
        started: true,
        ...(told && { retryAfterMs: this.retryAfterMs as number }),
      },
    };
    await noteAttempt(await real.bench.book(), real.bench.tool(id), { admitted, ...failed });
    const guilty = what === 'limit' ? (keysOf[id].at(-1) as string) : `tool:${id}`;
    for (const key of keysOf[id]) {
      const each = reference(model, key);
      const held = each.holder === running;
      if (held) each.holder = undefined;
      const isGuilty = key === guilty || what === 'ok';
      each.happen({
        start: held ? Infinity : admitted.startedAt,
        now: model.now,
        what: isGuilty ? what : 'other',
        ...(told && { retryAfterMs: this.retryAfterMs as number }),
      });
    }
    await checkAll(model, real);
  }
  toString = () => `end ${this.which} with ${this.what} ${this.retryAfterMs ?? ''}`;
}

class Clock implements fc.AsyncCommand<Model, Real> {
  constructor(readonly ms: number) {}
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    // What is old is forgotten with the next write; the reference forgets at once.
    const { store } = await real.bench.book();
    const write = () => store.update(({ records }) => ({ records, answer: null }));
    await write();
    real.bench.clock.now += this.ms;
    model.now += this.ms;
    await write();
    await checkAll(model, real);
  }
  toString = () => `clock ${this.ms}`;
}

/** The process of an attempt dies: it tells nothing, and its lease is free. */
class Crash implements fc.AsyncCommand<Model, Real> {
  constructor(readonly withLock: boolean) {}
  check = (model: Readonly<Model>) => model.running.length > 0;
  async run(model: Model, real: Real): Promise<void> {
    const running = model.running.pop() as Running;
    for (const each of model.keys.values()) if (each.holder === running) each.holder = undefined;
    const state = read(real);
    for (const { lease } of Object.values(state?.records ?? {})) {
      if (lease?.id === running.admitted.lease && lease) lease.owner = deadProcess;
    }
    if (state !== undefined) fs.writeFileSync(stateFile(real), JSON.stringify(state));
    if (this.withLock) {
      fs.mkdirSync(join(real.bench.paths.state, 'breakers'), { recursive: true });
      const lock = join(real.bench.paths.state, 'breakers/lock');
      fs.writeFileSync(lock, JSON.stringify(deadProcess));
    }
    await checkAll(model, real);
  }
  toString = () => `crash${this.withLock ? ' with the lock' : ''}`;
}

const id = fc.constantFrom(...ids);
const what = fc.constantFrom<Happening['what']>(
  'ok',
  'crash',
  'crash',
  'crash',
  'limit',
  'absent',
  'other',
);
const retryAfter = fc.option(fc.constantFrom(0, 1000, 60_000, 7_200_000, 90_000_000), {
  nil: undefined,
});
const forward = fc.constantFrom(
  1,
  100,
  4000,
  15_000,
  30_000,
  300_000,
  1_800_000,
  7_200_000,
  90_000_000,
);

it('the breakers on disk do what the reference does, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands(
        [
          fc.tuple(id, fc.boolean()).map(([who, forced]) => new Begin(who, forced)),
          fc.tuple(fc.nat(3), what, retryAfter).map((args) => new End(...args)),
          forward.map((ms) => new Clock(ms)),
          fc.constantFrom(-1, -3000, -60_000, -7_200_000).map((ms) => new Clock(ms)),
          fc.boolean().map((withLock) => new Crash(withLock)),
        ],
        { maxCommands: 60, size: 'max' },
      ),
      async (commands) => {
        const keys = [{ env: 'A_KEY' }];
        const tools = [
          catalogueTool('a', { keys }),
          catalogueTool('b', { keys }),
          catalogueTool('c'),
        ];
        const bench = breaking(tempFolder(), tools, { stored: { A_KEY: '111111111111' } });
        const model = { keys: new Map<string, Reference>(), running: [], now: bench.clock.now };
        const real = { bench, before: {} };
        await fc.asyncModelRun(() => ({ model, real }), commands);
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);

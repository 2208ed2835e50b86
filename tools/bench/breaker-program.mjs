// Run as `bench.mjs PEERS FOLDER plan TOOLS`, `… attempt`, `… dispatch` and `… job SYSTEM`.
export const program = `
  import * as fs from 'node:fs';
  import { join } from 'node:path';
  import { spawn } from 'node:child_process';
  import { execa } from 'execa';
  import { buildRegistry, invokeJob, openBreakers, planWithBreakers } from '@aim/registry';

  const [peers, folder, mode, argument] = process.argv.slice(2);
  const { cockatiel, opossum } = JSON.parse(peers);

  const headless = { args: [], prompt: 'stdin', permission: { 'read-only': {} }, output: { format: 'text' } };
  // A clock that stands: what is open stays open however long the bench takes.
  const now = new Date();
  function machine(count, name) {
    const ids = Array.from({ length: count }, (_each, n) => 'tool' + n);
    const tools = ids.map((id, n) => ({
      id, name: id, kind: 'coding-agent', binaries: [id], capabilities: n % 3 ? ['chat'] : ['chat', 'review'],
      headless, keys: [{ env: 'KEY_' + n }],
    }));
    const env = Object.fromEntries(ids.map((_id, n) => ['KEY_' + n, 'sk-bench-0123456789-' + n]));
    return {
      host: { platform: process.platform, env, cwd: folder, home: folder, tmp: folder, uid: 0, now: () => now },
      paths: { state: join(folder, name) },
      registry: buildRegistry({ tools, providers: [] }, {}),
      presence: new Map(ids.map((id) => [id, { installed: true, path: '/bin/' + id, version: '1.0.0' }])),
      secrets: { listSecrets: () => Promise.resolve([]) },
    };
  }
  const asked = { attemptMs: 1000, forced: true, isTired: () => false };
  const failed = { class: 'TOOL_CRASH', started: true };
  async function attempt(breakers, tool, failure) {
    const admitted = await breakers.admit(tool, asked);
    if ('refused' in admitted) return false;
    await breakers.note(tool, failure ? { admitted, failed } : { admitted });
    return true;
  }
  /** The breakers of every third tool are open. */
  async function openSome(sources) {
    const breakers = await openBreakers(sources);
    const tools = [...sources.registry.tools.values()];
    for (let n = 0; n < tools.length; n += 3) for (let k = 0; k < 3; k++) await attempt(breakers, tools[n], true);
  }

  function percentiles(times) {
    const sorted = Float64Array.from(times).sort();
    const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
    return { p50: at(0.5), p99: at(0.99) };
  }
  /** In turn and in rounds, so that a machine whose speed drifts is fair to all. */
  async function measure(rows, rounds, each) {
    const times = rows.map(() => []);
    const cpu = rows.map(() => 0);
    for (let round = -Math.ceil(rounds / 2); round < rounds; round++) {
      for (const [index, { run }] of rows.entries()) {
        const used = process.cpuUsage();
        for (let n = 0; n < each; n++) {
          const begun = process.hrtime.bigint();
          const result = run();
          if (result instanceof Promise) await result;
          const us = Number(process.hrtime.bigint() - begun) / 1e3;
          if (round >= 0) times[index].push(us);
        }
        const { user, system } = process.cpuUsage(used);
        if (round >= 0) cpu[index] += user + system;
      }
    }
    return rows.map(({ name, goal }, index) => ({ name, goal, ...percentiles(times[index]), cpu: cpu[index] / times[index].length }));
  }

  async function peerBreakers(count) {
    const { circuitBreaker, ConsecutiveBreaker, handleAll, CircuitState } = (await import(cockatiel)).default ?? (await import(cockatiel));
    const Opossum = (await import(opossum)).default;
    const fail = () => Promise.reject(new Error('down'));
    const policies = Array.from({ length: count }, () =>
      circuitBreaker(handleAll, { halfOpenAfter: 60_000, breaker: new ConsecutiveBreaker(3) }));
    const breakers = Array.from({ length: count }, () => new Opossum((job) => job(), { timeout: false, resetTimeout: 60_000 }));
    for (let n = 0; n < count; n += 3) {
      for (let k = 0; k < 3; k++) {
        await policies[n].execute(fail).catch(() => 0);
        await breakers[n].fire(fail).catch(() => 0);
      }
    }
    return { policies, breakers, isOpen: (policy) => policy.state === CircuitState.Open };
  }

  if (mode === 'plan') {
    const count = Number(argument);
    const sources = machine(count, 'plan');
    await openSome(sources);
    const { policies, breakers, isOpen } = await peerBreakers(count);
    const list = [...sources.registry.tools.values()];
    const facts = { presence: sources.presence, permission: 'read-only' };
    const opened = await openBreakers(sources);
    const capable = (tool) => tool.capabilities.includes('chat') && sources.presence.get(tool.id)?.installed === true;
    const expected = count - Math.ceil(count / 3);
    const check = (chain) => { if (chain.length !== expected) throw new Error('a plan of ' + chain.length); };
    const rows = [
      { name: 'a loop over the tools, without breakers', run: () => list.filter(capable).map(({ id }) => id) },
      { name: 'the loop with cockatiel', run: () => check(list.filter((tool, n) => capable(tool) && !isOpen(policies[n])).map(({ id }) => id)) },
      { name: 'the loop with opossum', run: () => check(list.filter((tool, n) => capable(tool) && !breakers[n].opened).map(({ id }) => id)) },
      { name: 'aim: plan with every reason', goal: count === 20 ? 'p99 50' : undefined,
        run: () => check(planWithBreakers(sources.registry, 'chat', { ...facts, breakers: opened.find }).chain) },
      { name: 'aim: the same, with the state read from disk', goal: count === 20 ? 'p99 500' : undefined,
        run: async () => check(planWithBreakers(sources.registry, 'chat', { ...facts, breakers: (await openBreakers(sources)).find }).chain) },
    ];
    console.log(JSON.stringify({ title: count + ' tools, a third of them with an open breaker', rows: await measure(rows, 40, count > 100 ? 3 : 50) }));
    process.exit(0);
  }

  if (mode === 'attempt') {
    const sources = machine(20, 'attempt');
    await openSome(sources);
    const { policies, breakers } = await peerBreakers(3);
    const opened = await openBreakers(sources);
    const [, well, ill] = [...sources.registry.tools.values()];
    const ok = () => Promise.resolve(1);
    const fail = () => Promise.reject(new Error('down'));
    const rows = [
      { name: 'cockatiel: execute, in memory', run: () => policies[1].execute(ok) },
      { name: 'opossum: fire, in memory', run: () => breakers[1].fire(ok) },
      { name: 'aim: admit and note a success, on disk', run: () => attempt(opened, well, false) },
      { name: 'aim: admit and note a failure, on disk', run: async () => { await attempt(opened, ill, true); } },
    ];
    console.log(JSON.stringify({ title: 'one attempt, whose tool takes no time', rows: await measure(rows, 20, 20) }));
    process.exit(0);
  }

  if (mode === 'dispatch') {
    const sources = machine(20, 'dispatch');
    const program = '/bin/true';
    const check = { args: [], permission: { 'read-only': {} }, output: { format: 'text' }, success: { exitCodes: [0] } };
    const config = { registry: {
      tools: { truth: { detectCommands: ['true'], capabilities: ['review'], check } },
      capabilities: { review: { primaryTool: 'truth' } },
    } };
    const registry = buildRegistry({ tools: [], providers: [] }, config);
    const presence = new Map([['truth', { installed: true, path: program, version: '1' }]]);
    const catalogue = { tools: [], providers: [] };
    const secrets = { listSecrets: () => Promise.resolve([]), readSecrets: () => Promise.resolve([]) };
    const job = { ...sources, host: { ...sources.host, env: { PATH: '/bin' }, now: () => new Date() }, registry, presence, catalogue, secrets };
    const rows = [
      { name: 'spawn of true', run: () => new Promise((resolve) =>
          spawn(program, [], { env: { PATH: '/bin' }, stdio: ['ignore', 'pipe', 'pipe'] }).once('exit', resolve)) },
      { name: 'execa of true', run: () => execa(program, [], { env: { PATH: '/bin' }, extendEnv: false, stdin: 'ignore' }) },
      { name: 'aim: invokeJob of true, breakers on disk', goal: 'p50 of spawn + 5000',
        run: async () => { const { success, error } = await invokeJob(job, { capability: 'review', payload: {} }); if (!success) throw new Error(error.message); } },
    ];
    console.log(JSON.stringify({ title: 'a job for a program that does nothing', rows: await measure(rows, 60, 5) }));
    process.exit(0);
  }

  if (mode === 'job') {
    const call = () => { fs.appendFileSync(join(folder, argument + '.log'), '.'); return Promise.reject(new Error('down')); };
    if (argument === 'aim') {
      const sources = machine(2, 'job');
      const breakers = await openBreakers(sources);
      const { chain } = planWithBreakers(sources.registry, 'chat', { presence: sources.presence, permission: 'read-only', breakers: breakers.find });
      if (chain[0] === 'tool0') {
        await call().catch(() => 0);
        await attempt(breakers, sources.registry.tools.get('tool0'), true);
      }
    } else {
      const { circuitBreaker, ConsecutiveBreaker, handleAll } = (await import(cockatiel)).default ?? (await import(cockatiel));
      const Opossum = (await import(opossum)).default;
      const policy = circuitBreaker(handleAll, { halfOpenAfter: 60_000, breaker: new ConsecutiveBreaker(3) });
      const breaker = new Opossum(call, { timeout: false });
      await (argument === 'opossum' ? breaker.fire() : policy.execute(call)).catch(() => 0);
    }
    process.exit(0);
  }
`;

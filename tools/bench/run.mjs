// `npm run bench`: how long `aim` takes to start, beside a bare Node in the same run.
// `npm run bench -- inject`: `aim run` with four keys, beside others. `npm run bench -- redact`: the
// masking of output. `npm run bench -- status`: `aim status` with 25 tools, beside others.
// `npm run bench -- sweep`: what keys are found in files, beside a published rule set.
// `npm run bench -- health`: `aim health` with the same.
// `npm run bench -- breaker`: plans with circuit breakers, beside two libraries of them.
// `npm run bench -- scan`: `aim scan duplicates`, beside others; 10 GB.
// `npm run bench -- versions`: `aim version check` with 25 tools, beside one npm for each package.
// `npm run bench -- dashboard`: its first frame, beside Ink's least; what it writes, and what it holds.
// `npm run bench -- install`: ten packages at once, one by one, and by npm alone.
// `npm run bench -- audit`: appending to the audit log, finding records, verifying it.
// `npm run bench -- config`: loading and checking a configuration of 200 tools.
import { ensureBuilt } from '../lib/build.mjs';
import { ensureInstalled, requireNode } from '../lib/install.mjs';
import { root } from '../lib/root.mjs';

const benches = {
  start: async () => (await import('./start.mjs')).benchStart(),
  inject: async () => (await import('./inject.mjs')).benchInjection(),
  status: async () => (await import('./status.mjs')).benchStatus(),
  health: async () => (await import('./health.mjs')).benchHealth(),
  breaker: async () => (await import('./breaker.mjs')).benchBreakers(),
  versions: async () => (await import('./versions.mjs')).benchVersions(),
  audit: async () => (await import('./audit.mjs')).benchAudit(),
  config: async () => (await import('./config.mjs')).benchConfig(),
  dashboard: async () => (await import('./dashboard.mjs')).benchDashboard(),
  install: async () => (await import('./install.mjs')).benchInstall(),
  redact: async () => (await import('./redact.mjs')).benchRedaction(),
  scan: async () => (await import('./scan.mjs')).benchScan(),
  sweep: async () => (await import('./sweep.mjs')).benchSweep(),
};

const bench = benches[process.argv[2] ?? 'start'];
if (bench === undefined) {
  console.error(`Benches: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
requireNode();
await ensureInstalled(root);
await ensureBuilt(root);
await bench();

// Programs that the bench of the dashboard bundles as AIM's own is.

/** What drawing with Ink costs at least. */
export const hello = `
import { render, Text } from 'ink';
render(<Text>hello world</Text>, { patchConsole: false });
setInterval(() => undefined, 1000);
`;

/**
 * The dashboard with 10,000 events and 10,000 tools: the time of frames while rows are walked
 * through, then an hour of an event each second, which is read as the log is.
 */
export const busy = `
import { EventEmitter } from 'node:events';
import { runDashboard } from './tui/run-dashboard.js';
const count = 10_000;
const event = (n) => ({
  timestamp: new Date(1.7e12 + n * 1000).toISOString(), event_type: 'tool_invoke', severity: 'info',
  message: 'chat: answered by claude ' + n, details: { status: 'ok' }, user: 'ada', session_id: '1',
});
const events = Array.from({ length: count }, (_, n) => event(count - n));
const tool = (n) => ({
  id: 'tool-' + n, name: 'Tool ' + n, installed: true, version: '1.0.' + n, effective: '1.0.' + n,
  channel: 'npm', package: 't', evidence: null, path: '/usr/bin/tool-' + n, copies: 1, others: [],
  problems: [], pinned: null, latest: null, key: 'present', health: 'ok',
});
const status = {
  tools: Array.from({ length: count }, (_, n) => tool(n)), secrets: [], config: [], findings: [],
  vault: { choice: 'auto', backend: 'file', protection: 'key-file', secretCount: 0, note: null, path: null },
  healthCheckedAt: null, lastEvent: events[0],
};
const health = { overallStatus: 'healthy', healthyCount: 0, ignoredCount: 0, groups: [], checks: [],
  summary: { ok: 0, info: 0, warn: 0, fail: 0, skipped: 0, unknown: 0 } };
let recent = events;
const aim = {
  status: async () => status, health: async () => health,
  probeKeychain: async () => ({ state: 'ready', detail: '', durationMs: 1 }),
  recentEvents: async () => ({ place: null, events: recent }),
  resetBreakers: async () => ({ tool: null, breakers: [], dryRun: true }),
  dashboardKeys: async () => ({ keys: {}, places: {} }),
};
const write = process.stdout.write.bind(process.stdout);
let clears = 0;
let frames = 0;
const stdout = Object.assign(new EventEmitter(), {
  columns: 120, rows: 40, isTTY: true,
  write: (text) => { frames += 1; clears += text.split('\\u001b[2J').length - 1; return true; },
});
const stdin = Object.assign(new EventEmitter(), {
  isTTY: true, setEncoding: () => undefined, setRawMode: () => undefined, resume: () => undefined,
  pause: () => undefined, ref: () => undefined, unref: () => undefined,
});
const type = (keys) => stdin.emit('data', keys);
const settle = () => new Promise((resolve) => setImmediate(resolve));
const over = runDashboard({
  createAim: () => aim, home: '/home/ada', env: {}, version: '0.1.0', noColour: false,
  stdin, stdout, events: new EventEmitter(), hangUp: () => undefined,
});
for (let turn = 0; turn < 20; turn++) await settle();
type('j');
await settle();
clears = 0;
const times = [];
for (const pane of ['1', '4']) {
  if (pane !== '1') type(pane);
  for (let key = 0; key < 150; key++) {
    const begun = performance.now();
    type(key % 3 === 2 ? 'k' : 'j');
    times.push(performance.now() - begun);
    await settle();
  }
}
times.sort((one, other) => one - other);
type('0');
recent = events.slice(0, 1000);
for (let second = 0; second < 3600; second++) {
  recent = [event(count + second + 1), ...recent.slice(0, 999)];
  type('r');
  for (let turn = 0; turn < 4; turn++) await settle();
}
globalThis.gc();
const rssMb = process.memoryUsage().rss / 1e6;
type('q');
await over;
write(JSON.stringify({ p50: times[150], p95: times[285], rssMb, clears, frames }) + '\\n');
process.exit(0);
`;

// Run as `bench.mjs append HOME NAME COUNT`, `… make HOME COUNT` and `… verify HOME`.
export const program = `
  import * as fs from 'node:fs';
  import { join } from 'node:path';
  import { aimPaths, createAuditLog, systemHost, verifyLog } from '@aim/core';
  import { chainLine, chainStart } from './packages/core/src/audit/chain.ts';

  const [mode, home, name, count] = process.argv.slice(2);
  const host = { ...systemHost(), env: { AIM_HOME: join(home, 'aim') } };
  const paths = aimPaths(host);
  const details = { tool: 'claude', program: '/usr/local/bin/claude', keys: ['ANTHROPIC_API_KEY'], durationMs: 1234, exitCode: 0 };
  const at = (times, share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];

  async function append() {
    const log = createAuditLog(host, paths);
    const times = [];
    let lost = 0;
    for (let n = 0; n < Number(count); n++) {
      const begun = process.hrtime.bigint();
      const { failure } = await log.append({ event: 'tool_run', message: name + ' ' + n, details });
      times.push(Number(process.hrtime.bigint() - begun) / 1e6);
      if (failure !== undefined) lost += 1;
    }
    times.sort((a, b) => a - b);
    return { p50: at(times, 0.5), p99: at(times, 0.99), lost };
  }

  /** A log of so many records as many days of use leave it; every 10,000th tells of a rare tool. */
  function make() {
    const perFile = 100000;
    let link = chainStart;
    let size = 0;
    fs.mkdirSync(paths.auditDir, { recursive: true });
    const dayOf = (n) => new Date(Date.UTC(2026, 0, 1 + Math.floor(n / perFile))).toISOString();
    for (let begin = 0; begin < Number(name); begin += perFile) {
      const lines = [];
      for (let n = begin; n < begin + perFile; n++) {
        const tool = n % 10000 === 5000 ? 'rare-tool' : 'claude';
        const record = { timestamp: dayOf(n), event_type: 'tool_run', severity: 'info', message: 'ran ' + tool, details: { ...details, tool }, user: 'ann', session_id: '0123abcd' };
        link = chainLine(record, link, n === begin);
        lines.push(link.text, '\\n');
      }
      const text = lines.join('');
      size = text.length;
      fs.writeFileSync(join(paths.auditDir, dayOf(begin).slice(0, 10) + '.jsonl'), text);
    }
    const day = dayOf(Number(name) - 1).slice(0, 10);
    fs.writeFileSync(paths.auditDir + '.head', JSON.stringify({ seq: link.seq, hash: link.hash, day, part: 1, size }));
    return {};
  }

  async function verify() {
    const begun = process.hrtime.bigint();
    const { chained, unchained, bytes, broken } = await verifyLog(paths.auditDir);
    const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
    return { chained, unchained, broken, bytes, seconds, rssMB: process.resourceUsage().maxRSS / 1024 };
  }

  console.log(JSON.stringify(await { append, make, verify }[mode]()));
`;

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCorpus } from './redact-corpus.mjs';
import { measureStream } from './redact-stream.mjs';

const gigabyte = 1e9;

/** Prints how fast output is masked and in how much memory, and what of the corpus is masked. */
export async function benchRedaction() {
  const folder = mkdtempSync(join(tmpdir(), 'aim-bench-'));
  try {
    console.log(`Node ${process.versions.node}, ${process.platform}`);
    console.log('\na stream of 1 GB through the redactor, 4 secrets');
    for (const { name, mbPerSecond, cpuMbPerSecond, peakMb, goal } of await measureStream(
      folder,
      gigabyte,
    )) {
      const wish = goal === undefined ? '' : `  goal ${goal} MB/s`;
      console.log(
        `  ${name.padEnd(40)}${mbPerSecond.toFixed(0).padStart(6)} MB/s` +
          `${cpuMbPerSecond.toFixed(0).padStart(6)} MB per CPU second${peakMb.toFixed(0).padStart(6)} MB peak${wish}`,
      );
    }
    console.log('\nthe corpus');
    const { tools, rows } = await runCorpus(folder);
    printTable([['case', ...tools], ...rows]);
    tools.forEach((tool, n) => {
      const right = rows.filter((row) => row[n + 1].startsWith('ok')).length;
      console.log(`${tool}: ${right} of ${rows.length}`);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function printTable(rows) {
  const line = (cells) =>
    `| ${cells.map((cell, n) => cell.padEnd(n === 0 ? 28 : 16)).join(' | ')} |`;
  const [head, ...body] = rows.map(line);
  console.log([head, head.replace(/[^|]/g, '-'), ...body].join('\n'));
}

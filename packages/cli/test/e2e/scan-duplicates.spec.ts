import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimFile, aimJson } from '../support/aim.js';

interface Data {
  groups: { files: string[]; sizeBytes: number; wastedBytes: number }[];
  duplicates: { hash: string; files: string[]; size_mb: number; wasted_mb: number }[];
  summary: Record<string, number | boolean>;
}

function homeWith(files: Record<string, string | Buffer>): string {
  const home = tempFolder();
  write(home, files);
  return home;
}

function write(home: string, files: Record<string, string | Buffer>): void {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(join(home, name, '..'), { recursive: true });
    fs.writeFileSync(join(home, name), content);
  }
}

describe('aim scan duplicates', () => {
  it('tells duplicates in words, as JSON of today and of AIM+, and as a page', async () => {
    const megabyte = Buffer.alloc(1024 ** 2, 1);
    const home = homeWith({ 'p/a.bin': megabyte, 'p/b.bin': megabyte, 'p/c.txt': 'other' });
    const told = await aim(['scan', 'duplicates', 'p', '--html', 'page.html'], { home });
    expect(told).toEqual({
      code: 0,
      stdout: [
        '1.00 MiB wasted: 2 × 1.00 MiB',
        '  ~/p/a.bin',
        '  ~/p/b.bin',
        '1 copy too many waste 1.00 MiB of 3 files (2.00 MiB).',
        `✔ Wrote ${join(home, 'page.html')}`,
        '',
      ].join('\n'),
      stderr: '',
    });
    expect(fs.readFileSync(join(home, 'page.html'), 'utf8')).toContain('/p/a.bin</code>');
    const files = [join(home, 'p/a.bin'), join(home, 'p/b.bin')];
    const cache = { 'p/.mypy_cache/CACHEDIR.TAG': 'Signature: 8a477f597d28d172789f06886806bc55\n' };
    write(home, { ...cache, 'p/.mypy_cache/3.12/a.data.json': '{}' });
    const { data } = await aimJson<Data>(['scan', '--min-size', '1MiB', 'p'], { home });
    expect(data).toMatchObject({
      caches: { caches: [{ id: 'mypy', path: join(home, 'p/.mypy_cache') }] },
      misplaced_caches: [{ pattern: 'mypy', path: join(home, 'p/.mypy_cache'), file_count: 2 }],
      groups: [{ files, sizeBytes: 1024 ** 2, wastedBytes: 1024 ** 2 }],
      duplicates: [{ files, size_mb: 1, wasted_mb: 1 }],
      summary: { total_scanned_files: 2, total_scanned_mb: 2, total_wasted_mb: 1 },
    });
  });

  it('searches the roots of the configuration', async () => {
    const home = homeWith({ 'one/a': 'same', 'two/b': 'same', 'three/c': 'same' });
    fs.mkdirSync(join(home, '.config/aim'), { recursive: true });
    const config = { environment: { scanner: { roots: ['~/one', '$HOME/two', '$NO_SUCH/x'] } } };
    fs.writeFileSync(join(home, '.config/aim/aim_config.json'), JSON.stringify(config));
    const { data, exitCode } = await aimJson<Data & { problems: object[] }>(['scan'], { home });
    expect(data.groups.map(({ files }) => files)).toEqual([
      [join(home, 'one/a'), join(home, 'two/b')],
    ]);
    expect(data.problems).toMatchObject([{ path: '$NO_SUCH/x', kind: 'missing' }]);
    expect(exitCode).toBe(4);
  });

  it('gives what it had found when it is interrupted, and 130', async () => {
    const home = tempFolder();
    const names = Array.from({ length: 12 }, (_, index) => `f${index}`);
    for (const name of names) {
      fs.writeFileSync(join(home, name), '');
      fs.truncateSync(join(home, name), 2 ** 36);
    }
    const child = spawn(process.execPath, [aimFile, 'scan', 'duplicates', home, '--json'], {
      env: { PATH: '/usr/bin:/bin', HOME: home },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    await isReading(child.pid as number, join(home, 'f0'));
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      exitCode: 130,
      data: { groups: [], summary: { isPartial: true, scannedFiles: 12 } },
      findings: [{ id: 'scan.partial' }],
    });
  });
});

/** Waits until a process has this file open. */
async function isReading(pid: number, file: string): Promise<void> {
  const folder = `/proc/${pid}/fd`;
  const opened = () =>
    fs.readdirSync(folder).some((name) => {
      try {
        return fs.readlinkSync(join(folder, name)) === file;
      } catch {
        return false;
      }
    });
  while (!opened()) await new Promise((resolve) => setTimeout(resolve, 20));
}

import { describe, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';
import { programs } from '../support/programs.js';

const secret = 'tellnobodythisvalue-0123456789';

function troubled() {
  const home = join(tempFolder(), 'adalovelace');
  const folder = join(home, '.config/aim');
  mkdirSync(folder, { recursive: true });
  // A variable with a value that nobody should read, in a place that is told.
  const environment = { healthChecks: { requiredPaths: [`~/gone/${secret}`] } };
  writeFileSync(join(folder, 'aim_config.json'), JSON.stringify({ environment }));
  const bin = programs({ codex: 'exit 0' });
  const env = { PATH: `${bin}:/usr/bin:/bin`, USER: 'adalovelace', MY_API_KEY: secret };
  return { home, env, cwd: home };
}

describe('a report for others', () => {
  it('is explained to the user, and redacted for everybody else', async () => {
    const call = troubled();
    const own = await aim(['doctor'], call);
    expect(own.code).toBe(1);
    expect(own.stdout).toContain('✖ Required paths (required_paths)');
    expect(own.stdout).toContain('check: The files and folders of environment.healthChecks');
    for (const command of [
      ['doctor', '--share'],
      ['health', 'report'],
    ]) {
      const { code, stdout } = await aim(command, call);
      expect(code).toBe(0);
      expect(stdout).toContain('required_paths');
      for (const private_ of [secret, 'adalovelace', call.home, hostname()]) {
        expect(stdout).not.toContain(private_);
      }
    }
  });

  it('goes into a file, whose name says in which form', async () => {
    const call = troubled();
    const told = await aimJson<{ file: string; format: string }>(
      ['health', 'report', '-o', 'h.md'],
      call,
    );
    expect(told).toMatchObject({ exitCode: 0, data: { file: join(call.home, 'h.md') } });
    expect(readFileSync(join(call.home, 'h.md'), 'utf8')).toMatch(/^# Health: unhealthy\n/);
    await aim(['health', 'report', '-o', 'h.json'], call);
    const report = JSON.parse(readFileSync(join(call.home, 'h.json'), 'utf8')) as object;
    expect(report).toMatchObject({ schema: 'aim/health/v1', overallStatus: 'unhealthy' });
    await aim(['doctor', '--share', '-o', 'bundle.md'], call);
    expect(readFileSync(join(call.home, 'bundle.md'), 'utf8')).toContain('## Tools\n');
    expect(statSync(join(call.home, 'bundle.md')).mode & 0o777).toBe(0o600);
    expect((await aim(['doctor', '-o', 'x'], call)).code).toBe(2);
  });

  it('is one line and an exit code for verify', async () => {
    const { code, stdout } = await aim(['health', 'verify'], troubled());
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^unhealthy: .*\n$/)]);
    const well = await aim(['health', 'verify', '--only', 'path'], troubled());
    expect([well.code, well.stdout]).toEqual([0, expect.stringMatching(/^healthy: .*\n$/)]);
  });
});

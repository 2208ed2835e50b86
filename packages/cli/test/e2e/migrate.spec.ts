import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson, type AimCall } from '../support/aim.js';
import { pathWith, programs } from '../support/programs.js';
import { aimOnTerminal } from '../support/pty.js';

const fixtures = join(import.meta.dirname, '../../../services/test/migrate/fixtures');

interface Plan {
  fields: { path: string; outcome: string; to: string | null; note: string | null }[];
  changed: boolean;
  isDone: boolean;
  applied: boolean;
}

/** Somebody who has AIM+ and AI_MANGER in a home that knows no AIM, and two of three old tools. */
function newcomer(): AimCall & { home: string; config: string } {
  const home = tempFolder();
  fs.cpSync(fixtures, join(home, 'old'), { recursive: true });
  const tools = programs({ jules: 'exit 0', claude: 'exit 0', pwsh: 'exit 1' });
  const env = {
    ...pathWith(tools),
    AIM_REGISTRY_PATH: join(home, 'old/aim-plus/aim/.AIM_ai-tools-registry'),
  };
  return { home, env, config: join(home, '.config/aim/aim_config.json') };
}

const both = ['config', 'migrate', 'old/aim-plus', 'old/ai-manger'];

describe('who comes from AIM+ and AI_MANGER', () => {
  it('has everything after one command, and the old state after another', async () => {
    const ann = newcomer();
    expect((await aim([...both, '--yes'], ann)).code).toBe(0);
    // From now on, without the variable of AIM+.
    const after = { home: ann.home, env: { PATH: ann.env?.['PATH'] as string } };
    expect((await aim(['config', 'validate'], after)).stdout).toContain('is valid');
    const { data } = await aimJson<{ chain: string[] }>(['route', 'code_generation'], after);
    expect(data.chain).toEqual(['jules', 'claude-cli']);
    const invoked = await aim(['invoke', 'code_generation', 'say hello'], after);
    expect(invoked.stdout).toBe('by the old adapter\n');
    const audit = join(ann.home, '.local/share/aim/audit');
    expect(
      fs.readFileSync(join(audit, '2025-11-21.imported.jsonl'), 'utf8').split('\n'),
    ).toHaveLength(4);

    const again = await aimJson<Plan>([...both, '--yes'], ann);
    expect(again.data).toMatchObject({ changed: false, applied: false });
    expect((await aim(['config', 'migrate', '--undo', '--yes'], ann)).code).toBe(0);
    expect(fs.existsSync(ann.config)).toBe(false);
    expect(fs.readdirSync(join(ann.home, '.config/aim'))).toEqual([]);
  });

  it('finds all by AIM_REGISTRY_PATH, and shows every field without touching a file', async () => {
    const ann = newcomer();
    const { exitCode, data } = await aimJson<Plan>(['config', 'migrate', '--dry-run'], ann);
    expect([exitCode, data.changed]).toEqual([0, true]);
    expect(data.fields.filter(({ to, note }) => to === null && note === null)).toEqual([]);
    expect(data.fields.map(({ path }) => path)).toContain('capabilities.linting.max_retries');
    const { stdout } = await aim([...both, '--dry-run', '--verbose'], ann);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      '✔ jules, then aider, then claude-cli (AIM_coordination-rules.json:4)',
    );
    expect(fs.readdirSync(ann.home)).toEqual(['old']);
  });

  it('asks on a terminal, and says what is missing without one', async () => {
    const ann = newcomer();
    expect((await aim(both, ann)).code).toBe(2);
    const session = aimOnTerminal(both, { ...ann, rows: 60 });
    await session.shows('Migrate? [y/N]');
    session.type('n\r');
    expect(await session.ended).toBe(0);
    expect(fs.existsSync(ann.config)).toBe(false);
  });

  it.each([
    ['{"registry": {"tools": }}', /aim_config\.json:1:24: expected JSON: value expected/],
    ['{"version": "3.0.0"}', /aim_config\.json:1:13: expected version 1, found 3\.0\.0/],
  ])('changes nothing when a file holds %s, and says where', async (text, message) => {
    const ann = newcomer();
    fs.writeFileSync(join(ann.home, 'old/aim-plus/aim/config/aim_config.json'), text);
    const { code, stderr } = await aim([...both, '--yes'], ann);
    expect(code).toBe(3);
    expect(stderr).toMatch(message);
    expect(fs.readdirSync(ann.home)).toEqual(['old']);
  });

  it('gives back another file byte for byte, and not one that was changed', async () => {
    const ann = newcomer();
    const mine = '{\r\n  "secrets": {"backend": "file"}}';
    fs.mkdirSync(join(ann.home, '.config/aim'), { recursive: true });
    fs.writeFileSync(ann.config, mine);
    await aim([...both, '--yes'], ann);
    fs.appendFileSync(ann.config, ' ');
    expect((await aim(['config', 'migrate', '--undo', '--yes'], ann)).code).toBe(2);
    fs.truncateSync(ann.config, fs.statSync(ann.config).size - 1);
    expect((await aim(['config', 'migrate', '--undo', '--yes'], ann)).code).toBe(0);
    expect(fs.readFileSync(ann.config, 'utf8')).toBe(mine);
  });
});

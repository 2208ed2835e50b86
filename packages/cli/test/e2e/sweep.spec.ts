import { describe, expect, it } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim, aimJson } from '../support/aim.js';

const key = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;

interface Found {
  findings: { file: string; line: number; kind: string; masked: string; tool?: string }[];
  summary: { searched: number; hits: number };
}

describe('aim secrets sweep', () => {
  it('finds keys in the home and in the project, and shows none', async () => {
    const home = tempFolder();
    const project = join(home, 'project');
    mkdirSync(join(home, '.claude'));
    mkdirSync(project);
    writeFileSync(join(home, '.zshrc'), `# mine\nexport OPENROUTER_API_KEY=${key}\n`);
    writeFileSync(join(home, '.claude/settings.json'), `{"env":{"OPENROUTER_API_KEY":"${key}"}}`);
    writeFileSync(join(project, '.env'), `OPENROUTER_API_KEY=${key}\nTOKEN=your-token-goes-here\n`);
    const { exitCode, data } = await aimJson<Found>(['secrets', 'sweep'], { home, cwd: project });
    expect(exitCode).toBe(1);
    expect(data.findings.map(({ file, line, kind, tool }) => [file, line, kind, tool])).toEqual([
      [join(home, '.claude/settings.json'), 1, 'tool-credentials', 'claude'],
      [join(home, '.zshrc'), 2, 'shell-config', undefined],
      [join(project, '.env'), 1, 'env-file', undefined],
    ]);
    expect(new Set(data.findings.map(({ masked }) => masked))).toEqual(new Set(['sk-or-v1-…']));
    const { code, stdout, stderr } = await aim(['secrets', 'sweep'], { home, cwd: project });
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain('3 keys in plaintext in 3 of');
    expect(stdout).not.toContain('0123456789');
  });

  it('answers 0 when there is none', async () => {
    const { code, stdout } = await aim(['secrets', 'sweep']);
    expect([code, stdout]).toEqual([0, 'No key in plaintext in 0 files.\n']);
  });
});

import { describe, expect } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aimJson } from '../support/aim.js';
import { installRealClisThatCannotRun } from '../support/real-clis.js';

interface ToolRow {
  id: string;
  version: string | null;
  effective: string | null;
  channel: string;
  package: string | null;
  path: string;
  copies: number;
  others: { path: string; version: string | null; channel: string }[];
  pinned: string | null;
}

/** Installs a package of one program with the real pipx, from a wheel and without a network. */
function pipxInstall(home: string, name: string, version: string): void {
  const wheel = join(home, `${name}-${version}-py3-none-any.whl`);
  const info = `${name}-${version}.dist-info`;
  const files = {
    [`${name}_cli.py`]: 'def main():\n    print("never run")\n',
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    [`${info}/entry_points.txt`]: `[console_scripts]\n${name} = ${name}_cli:main\n`,
    [`${info}/RECORD`]: '',
  };
  const zip = 'import json,sys,zipfile\nwith zipfile.ZipFile(sys.argv[1],"w") as z:\n';
  const write = ' for n,t in json.loads(sys.argv[2]).items(): z.writestr(n,t)\n';
  execFileSync('/usr/bin/python3', ['-c', zip + write, wheel, JSON.stringify(files)]);
  execFileSync('pipx', ['install', wheel], {
    env: { PATH: '/usr/bin:/bin', HOME: home, PIP_NO_INDEX: '1' },
    stdio: 'pipe',
  });
}

describe('a machine with tools of many owners', () => {
  itNeeds(
    ['pipx', 'age'],
    'aim status tells owner, version, the copy that runs and the others of each',
    async () => {
      const { main, second } = installRealClisThatCannotRun();
      const home = tempFolder();
      pipxInstall(home, 'llm', '0.32');
      mkdirSync(join(home, 'bin'));
      copyFileSync('/bin/true', join(home, 'bin/goose'));
      chmodSync(join(home, 'bin/goose'), 0o755);
      mkdirSync(join(home, '.config/aim'), { recursive: true });
      writeFileSync(
        join(home, '.config/aim/aim_config.json'),
        JSON.stringify({
          registry: { tools: { age: { detectCommands: ['age'] }, plandex: {} } },
          environment: { versionPins: { npm: { '@openai/codex': '0.166.0' } } },
        }),
      );
      const path = [
        `${second}/bin`,
        `${main}/bin`,
        `${home}/.local/bin`,
        `${home}/bin`,
        '/usr/bin',
      ];
      const { data } = await aimJson<{ tools: ToolRow[] }>(['status'], {
        home,
        env: { PATH: path.join(':') },
      });
      const rows = data.tools.map(({ id, channel, package: name, version, path: runs }) => [
        id,
        channel,
        name,
        version,
        runs,
      ]);
      const npm = (id: string, name: string, version: string) => [
        id,
        'npm',
        name,
        version,
        `${main}/bin/${id}`,
      ];
      const age = execFileSync('dpkg-query', ['-W', '-f', '${Version}', 'age'], {
        encoding: 'utf8',
      });
      expect(new Map(rows.map((row) => [row[0], row]))).toEqual(
        new Map(
          [
            npm('amp', '@sourcegraph/amp', '0.0.1790142911-g7618fb'),
            npm('claude', '@anthropic-ai/claude-code', '2.1.197'),
            npm('crush', '@charmland/crush', '0.96.1'),
            npm('droid', '@factory/cli', '0.225.1'),
            npm('jules', '@google/jules', '0.1.42'),
            npm('opencode', 'opencode-ai', '1.18.33'),
            ['codex', 'npm', '@openai/codex', '0.166.0', `${second}/bin/codex`],
            ['copilot', 'npm', '@github/copilot', '1.0.92', `${second}/bin/copilot`],
            ['llm', 'pipx', 'llm', '0.32', `${home}/.local/bin/llm`],
            ['age', 'apt', 'age', age, '/usr/bin/age'],
            ['goose', 'unknown', null, null, `${home}/bin/goose`],
            ['plandex', null, null, null, null],
          ].map((row) => [row[0], row]),
        ),
      );
      const several = data.tools.filter((tool) => tool.copies > 1);
      expect(several.map(({ id, copies, others }) => [id, copies, others])).toEqual([
        ['codex', 2, [{ path: `${main}/bin/codex`, version: '0.169.0', channel: 'npm' }]],
        ['copilot', 2, [{ path: `${main}/bin/copilot`, version: '1.0.102', channel: 'npm' }]],
      ]);
      expect(data.tools.filter((tool) => tool.pinned !== null).map(({ id }) => id)).toEqual([
        'codex',
      ]);
      expect(data.tools.filter((tool) => tool.effective !== tool.version)).toEqual([]);
    },
  );
});

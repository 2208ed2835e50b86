import { describe, expect, it } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { aim } from '../support/aim.js';
import { pathWith, programs } from '../support/programs.js';

/** A Claude Code that shows which keys it was given. */
const claude = programs({ claude: 'env | grep -E "KEY|TOKEN|AIM" | sort; echo "args: $*"' });

async function homeWithKeys(): Promise<string> {
  const home = tempFolder();
  for (const name of ['ANTHROPIC_API_KEY', 'OPENAI_API_KEY']) {
    await aim(['secrets', 'set', name, '--stdin'], { home, input: `stored-${name}` });
  }
  return home;
}

const inherited = {
  GITHUB_TOKEN: 'gh-inherited',
  GEMINI_API_KEY: 'gem-inherited',
  MY_OWN: 'stays',
};

describe('aim run TOOL', () => {
  it('gives the tool the keys that it declares, and takes every other one away', async () => {
    const home = await homeWithKeys();
    const { stdout, stderr } = await aim(
      ['run', '--no-mask', 'claude', '-p', '--yes', 'two words'],
      {
        home,
        env: { ...pathWith(claude), ...inherited, AIM_SECRETS_BACKEND: 'file' },
      },
    );
    expect(stdout).toBe('ANTHROPIC_API_KEY=stored-ANTHROPIC_API_KEY\nargs: -p --yes two words\n');
    expect(stderr).toBe('aim: injected 1 · withheld 2\n');
  });

  it('explains each key with --why', async () => {
    const home = await homeWithKeys();
    const { stderr } = await aim(['run', '--why', 'claude'], {
      home,
      env: { ...pathWith(claude), ...inherited },
    });
    expect(stderr).toContain('aim: injected ANTHROPIC_API_KEY\n');
    expect(stderr).toContain('aim: GITHUB_TOKEN is withheld: the tool does not declare it\n');
  });

  it('does not let a key take precedence over a subscription login', async () => {
    const home = await homeWithKeys();
    mkdirSync(join(home, '.claude'));
    writeFileSync(join(home, '.claude/.credentials.json'), '{}');
    const { stdout, stderr } = await aim(['run', 'claude'], { home, env: pathWith(claude) });
    expect(stdout).toBe('args: \n');
    expect(stderr).toContain(
      'ANTHROPIC_API_KEY is withheld: it would take precedence over the login',
    );
  });

  it('lets the configuration insist on the key', async () => {
    const home = await homeWithKeys();
    mkdirSync(join(home, '.claude'));
    writeFileSync(join(home, '.claude/.credentials.json'), '{}');
    const config = join(home, 'always.json');
    writeFileSync(config, '{"registry":{"tools":{"claude":{"inject":"always"}}}}');
    const { stdout } = await aim(['--config', config, 'run', '--no-mask', 'claude'], {
      home,
      env: pathWith(claude),
    });
    expect(stdout).toContain('ANTHROPIC_API_KEY=stored-ANTHROPIC_API_KEY');
  });

  it('says how to run any other program when the name is no tool', async () => {
    const { code, stderr } = await aim(['run', 'cluade', '-p']);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean claude?');
    expect(stderr).toContain('aim run -- cluade');
  });

  it('says how to install a tool that is not there', async () => {
    const { code, stderr } = await aim(['run', 'claude']);
    expect(code).toBe(127);
    expect(stderr).toContain('npm install -g @anthropic-ai/claude-code');
  });
});

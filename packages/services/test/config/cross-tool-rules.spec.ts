import { describe, expect, it } from '@jest/globals';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { user, userConfig, type User } from '../support/user.js';

const rules = JSON.stringify({
  capabilities: {
    code_generation: { primary: 'aider', fallback: ['codex', 'nobody'] },
    refactoring: { primary: 'codex', fallback: [] },
  },
});
const config = JSON.stringify({
  version: '1.0.0',
  registry: {
    capabilities: { refactoring: { primaryTool: 'aider', fallbacks: [] } },
    crossToolRulesPath: '%AIM_REGISTRY_PATH%/AIM_cross-tool/AIM_coordination-rules.json',
  },
});
const rulesAt = 'old/AIM_cross-tool/AIM_coordination-rules.json';

async function chainOf(
  { aim, home, host }: User,
  capability: string,
  { cwd = home, tree = join(home, 'old') }: { cwd?: string; tree?: string | null } = {},
): Promise<string[]> {
  const env = tree === null ? host.env : { ...host.env, AIM_REGISTRY_PATH: tree };
  return (await aim({ cwd, env }).route({ capability })).chain;
}

const tools = { 'bin/aider': { program: '' }, 'bin/codex': { program: '' } };

const withTools = (files: Record<string, string>) => user({ ...tools, ...files });

describe('registry.crossToolRulesPath', () => {
  it('routes by the rules of the AIM+ tree, below what the configuration says itself', async () => {
    const somebody = withTools({ [userConfig]: config, [rulesAt]: rules });
    expect(await chainOf(somebody, 'code_generation')).toEqual(['aider', 'codex']);
    expect(await chainOf(somebody, 'refactoring')).toEqual(['aider']);
    expect(somebody.heard).toEqual([]);
  });

  it('that names no file, or a variable that is not set, changes nothing and is told', async () => {
    const somebody = withTools({ [userConfig]: config });
    const plain = await chainOf(user(tools), 'code_generation');
    expect(await chainOf(somebody, 'code_generation')).toEqual(plain);
    expect(await chainOf(somebody, 'code_generation', { tree: null })).toEqual(plain);
    expect(somebody.heard.map(({ message }) => message)).toEqual([
      expect.stringContaining(`there is no ${join(somebody.home, rulesAt)}`),
      expect.stringMatching(/uses AIM_REGISTRY_PATH, which is not set/),
    ]);
  });

  it('with a file that is no JSON is an error with its place', async () => {
    const somebody = withTools({ [userConfig]: config, [rulesAt]: '{ "capabilities": ' });
    await expect(chainOf(somebody, 'code_generation')).rejects.toMatchObject({
      code: 'migrate.invalid',
      message: expect.stringContaining(`${join(somebody.home, rulesAt)}:1:`),
    });
  });

  it('of a project waits for trust in the very rules', async () => {
    const somebody = withTools({
      'project/aim_config.json': config.replace('%AIM_REGISTRY_PATH%', '..//old'),
      [rulesAt]: rules,
    });
    const cwd = join(somebody.home, 'project');
    const plain = await chainOf(user(tools), 'code_generation');
    expect(await chainOf(somebody, 'code_generation', { cwd })).toEqual(plain);
    const { files } = await somebody.aim({ cwd }).trust();
    expect(files).toEqual([join(cwd, 'aim_config.json'), join(somebody.home, rulesAt)]);
    expect(await chainOf(somebody, 'code_generation', { cwd })).toEqual(['aider', 'codex']);

    fs.writeFileSync(join(somebody.home, rulesAt), rules.replace('aider', 'codex'));
    expect(await chainOf(somebody, 'code_generation', { cwd })).toEqual(plain);
    expect(somebody.heard.at(-1)?.message).toBe(
      `The rules in ${join(somebody.home, rulesAt)} wait for trust`,
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { knownKeyNames, loadCatalogue } from '../../src/catalogue/catalogue.js';
import { loadJobCatalogue, loadToolDetails } from '../../src/catalogue/tool-details.js';

const catalogue = loadCatalogue();
const jobs = await loadJobCatalogue();
const details = await loadToolDetails();

const idsWhere = (test: (tool: (typeof jobs.tools)[number]) => boolean) =>
  jobs.tools.filter(test).map(({ id }) => id);

describe('the catalogue', () => {
  it('knows thirty-three tools and sixteen providers', () => {
    expect(catalogue.tools.map(({ id }) => id).join(' ')).toBe(
      'aichat aider amp auggie claude cline codex continue copilot crush cursor-agent droid fabric ' +
        'gemini goose gpt-engineer hf jules kimi kiro-cli litellm llama.cpp llm lms mods ollama ' +
        'open-interpreter opencode openhands plandex qwen sgpt vllm',
    );
    expect(catalogue.providers).toHaveLength(16);
    expect([...details.keys()].sort()).toEqual(catalogue.tools.map(({ id }) => id).sort());
  });

  it('can give a job to these: by a prompt without a person, or over HTTP', () => {
    const reached = idsWhere(
      ({ headless, endpoint }) => headless !== undefined || endpoint !== undefined,
    );
    expect(reached.join(' ')).toBe(
      'aichat aider auggie claude codex continue copilot cursor-agent droid gemini goose llm ' +
        'ollama opencode qwen sgpt',
    );
  });

  it('says of every other tool why it gets no job, and of these nothing', () => {
    for (const { id, headless, endpoint, noJobs } of jobs.tools) {
      const reached = headless !== undefined || endpoint !== undefined;
      expect([id, noJobs === undefined]).toEqual([id, reached]);
    }
  });

  it('knows at the start which tools take a prompt, and not yet how', () => {
    for (const { id, isHeadless = false, headless } of catalogue.tools) {
      expect([id, headless, isHeadless]).toEqual([
        id,
        undefined,
        details.get(id)?.headless !== undefined,
      ]);
    }
  });

  it('never hands a prompt over as an argument, where other users could read it', () => {
    expect(idsWhere(({ headless }) => headless?.prompt === 'argument')).toEqual([]);
  });

  it('lets every tool that takes a prompt work without changing files', () => {
    expect(
      idsWhere(({ headless }) => headless !== undefined && !('read-only' in headless.permission)),
    ).toEqual([]);
  });

  it('names no program so short or common that another one would be taken for it', () => {
    const names = catalogue.tools.flatMap(({ binaries }) => binaries);
    expect(names.filter((name) => ['agent', 'q', 'ge', 'code'].includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('proves owners by the packages of the ways to install', () => {
    const packagesOf = (wanted: string) =>
      catalogue.tools
        .find(({ id }) => id === wanted)
        ?.packages?.map(({ manager, name }) => `${manager} ${name}`);
    expect(packagesOf('opencode')).toEqual([
      'npm opencode-ai',
      'brew opencode',
      'scoop opencode',
      'choco opencode',
    ]);
    expect(packagesOf('litellm')).toEqual(['pipx litellm', 'uv litellm']);
    expect(packagesOf('llama.cpp')).toEqual(['brew llama.cpp', 'winget ggml.llamacpp']);
  });
});

describe('the names of keys', () => {
  const names = knownKeyNames(catalogue);

  it('has the four keys of AIM+ among those to withhold', () => {
    for (const key of ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'GOOGLE_API_KEY', 'GITHUB_TOKEN']) {
      expect(names).toContain(key);
    }
  });

  it('has no variable that holds no credential', () => {
    expect([...names].filter((name) => !/KEY|TOKEN|PAT$|_AUTH$/.test(name))).toEqual([]);
  });

  it.each([
    ['a setting', ['AWS_PROFILE', 'AWS_REGION', 'AZURE_API_BASE', 'AZURE_API_VERSION']],
    ['a place', ['GOOGLE_APPLICATION_CREDENTIALS', 'CODEX_HOME', 'CLAUDE_CONFIG_DIR']],
    ['a credential of something else', ['YOUTUBE_API_KEY', 'DATABRICKS_TOKEN', 'DATABASE_URL']],
  ])('leaves out %s', (_, left) => {
    expect(left.filter((name) => names.has(name))).toEqual([]);
  });

  it('has no setting of any tool', () => {
    const settings = [...details.values()].flatMap((tool) => tool.settings ?? []);
    expect(settings.length).toBeGreaterThan(80);
    expect(settings.filter((name) => names.has(name))).toEqual([]);
  });

  it('gives no key to a tool that would write it down in plaintext', () => {
    const cn = catalogue.tools.find(({ id }) => id === 'continue');
    expect(cn?.keys.map(({ env }) => env)).not.toContain('ANTHROPIC_API_KEY');
    expect(names).toContain('ANTHROPIC_API_KEY');
  });

  it('fills no key of a cloud account from the vault: it is only kept', () => {
    const cloud = catalogue.tools.flatMap(({ keys }) =>
      keys.filter(({ env }) => /^AWS_(ACCESS|SECRET|SESSION)/.test(env)),
    );
    expect(cloud.length).toBeGreaterThan(0);
    expect(cloud.filter(({ secrets }) => secrets?.length !== 0)).toEqual([]);
  });
});

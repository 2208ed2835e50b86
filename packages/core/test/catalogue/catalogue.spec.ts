import { describe, expect, it } from '@jest/globals';
import { knownKeyNames, loadCatalogue } from '../../src/catalogue/catalogue.js';

const catalogue = loadCatalogue();

describe('the catalogue', () => {
  it('knows its first ten tools and sixteen providers', () => {
    expect(catalogue.tools.map(({ id }) => id)).toEqual([
      'aider',
      'claude',
      'codex',
      'copilot',
      'gemini',
      'goose',
      'llm',
      'ollama',
      'opencode',
      'qwen',
    ]);
    expect(catalogue.providers).toHaveLength(16);
  });

  it('can reach each tool: by a prompt without a person, or over HTTP', () => {
    for (const tool of catalogue.tools) {
      expect([tool.id, tool.headless !== undefined || tool.endpoint !== undefined]).toEqual([
        tool.id,
        true,
      ]);
    }
  });

  it('never hands a prompt over as an argument, where other users could read it', () => {
    const arguments_ = catalogue.tools.filter(({ headless }) => headless?.prompt === 'argument');
    expect(arguments_.map(({ id }) => id)).toEqual([]);
  });

  it('lets every tool work without changing files', () => {
    for (const { id, headless } of catalogue.tools) {
      if (headless !== undefined)
        expect([id, 'read-only' in headless.permission]).toEqual([id, true]);
    }
  });

  it('knows the four keys of AIM+ among the names to withhold', () => {
    const names = knownKeyNames(catalogue);
    for (const key of ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'GOOGLE_API_KEY', 'GITHUB_TOKEN']) {
      expect(names).toContain(key);
    }
  });

  it('has no variable among the names that holds no credential', () => {
    const names = [...knownKeyNames(catalogue)];
    expect(names.filter((name) => !/KEY|TOKEN|PAT$/.test(name))).toEqual([]);
  });
});

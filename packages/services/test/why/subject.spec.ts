import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '@aim/core';
import { referencedVariable } from '../../src/why/reference.js';
import { subjectOf } from '../../src/why/subject.js';

const catalogue = loadCatalogue();
const openai = subjectOf('OPENAI_API_KEY', [{ env: 'OPENAI_API_KEY' }], catalogue);
const gemini = subjectOf(
  'GEMINI_API_KEY',
  [{ env: 'LLM_GEMINI_KEY', secrets: ['LLM_GEMINI_KEY', 'GEMINI_API_KEY'] }],
  catalogue,
);

describe('what a name in a file is about', () => {
  it.each(['openai', 'OpenAI', 'openAiApiKey', 'openai-api-key', 'OPENAI_API_KEY'])(
    '%s is about OPENAI_API_KEY',
    (name) => expect(openai?.concerns([name])).toBe('yes'),
  );

  it.each(['anthropic', 'openrouter', 'openRouterApiKey', 'ANTHROPIC_API_KEY', 'GOOSE_MODEL'])(
    '%s is not',
    (name) => expect(openai?.concerns([name])).toBe('no'),
  );

  it.each(['mine', '0', 'work'])('%s does not tell', (name) =>
    expect(openai?.concerns([name])).toBe('unsure'),
  );

  it('is told by any of its names', () => {
    expect(openai?.concerns(['0', 'openai'])).toBe('yes');
    expect(openai?.concerns([])).toBe('unsure');
    expect(gemini?.concerns(['google'])).toBe('yes');
    expect(gemini?.variables).toEqual(['LLM_GEMINI_KEY']);
  });

  it('is nothing for a tool that reads no such key', () => {
    expect(subjectOf('GROQ_API_KEY', [{ env: 'OPENAI_API_KEY' }], catalogue)).toBeUndefined();
  });
});

describe('a text that stands for a variable', () => {
  it.each([
    '{env:A_KEY}',
    '$A_KEY',
    '${A_KEY}',
    '${env:A_KEY}',
    '${{ secrets.A_KEY }}',
    'os.environ/A_KEY',
  ])('%s', (text) => expect(referencedVariable(text)).toBe('A_KEY'));

  it.each(['A_KEY', 'sk-$A_KEY', '$(A_KEY)', '{file:A_KEY}'])('is not %s', (text) =>
    expect(referencedVariable(text)).toBeUndefined(),
  );
});

import { describe, expect, it } from '@jest/globals';
import { isVariableName, variableSizeProblem } from '../../src/process/environment-variable.js';

describe('isVariableName', () => {
  it('takes what every shell takes', () => {
    const names = ['OPENAI_API_KEY', '_a1', '1A', 'a/b', 'a.b', 'a-b', 'A=1', ''];
    expect(names.filter(isVariableName)).toEqual(['OPENAI_API_KEY', '_a1']);
  });
});

describe('variableSizeProblem', () => {
  const host = { platform: 'linux' } as const;

  it('counts bytes, not characters', () => {
    expect(variableSizeProblem(host, 'K', 'a'.repeat(100_000))).toBeUndefined();
    expect(variableSizeProblem(host, 'K', 'ä'.repeat(100_000))).toMatchObject({
      code: 'run.failed',
      details: { variable: 'K', bytes: 200_003 },
    });
  });

  it('asks only what Linux asks', () => {
    const value = 'a'.repeat(200_000);
    expect(variableSizeProblem({ platform: 'darwin' }, 'K', value)).toBeUndefined();
  });
});

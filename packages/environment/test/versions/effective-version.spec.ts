import { describe, expect, it } from '@jest/globals';
import { loadCatalogue } from '@aim/core';
import { effectiveVersion } from '../../src/index.js';
import { hostWith } from '../support/host.js';
import { tree } from '../support/tree.js';

const copilot = loadCatalogue().tools.find((tool) => tool.id === 'copilot') ?? {};

function manifest(version: string, name = '@github/copilot'): string {
  return JSON.stringify({ name, version });
}

/** What Copilot CLI 1.0.102 writes at its first start, with a later version beside it. */
const fetched = {
  '.cache/copilot/pkg/linux-x64/1.0.102/package.json': manifest('1.0.102'),
  '.cache/copilot/pkg/linux-x64/1.0.110/package.json': manifest('1.0.110'),
};

describe('the version that runs', () => {
  it('is the newest that the tool fetched', () => {
    const root = tree(fetched);
    expect(effectiveVersion('1.0.102', copilot, hostWith([], { home: root }))).toEqual({
      version: '1.0.110',
      evidence: `${root}/.cache/copilot/pkg/linux-x64/1.0.110/package.json`,
    });
  });

  it('is looked for where the tool’s own variable says', () => {
    const root = tree({ 'c/pkg/linux-x64/1.0.110/package.json': manifest('1.0.110') });
    const host = hostWith([], { env: { COPILOT_CACHE_HOME: `${root}/c` } });
    expect(effectiveVersion('1.0.102', copilot, host)?.version).toBe('1.0.110');
  });

  it.each([
    ['none is newer', '1.0.110', {}],
    ['the tool is told to keep to the installed one', '1.0.102', { COPILOT_AUTO_UPDATE: 'false' }],
    ['the installed one is not known', null, {}],
    ['the installed one cannot be compared', 'nightly', {}],
  ])('is the installed one when %s', (_, installed, env) => {
    const host = hostWith([], { home: tree(fetched), env });
    expect(effectiveVersion(installed, copilot, host)).toBeUndefined();
  });

  it('is not read off the names of folders, off another package or off noise', () => {
    const root = tree({
      '.cache/copilot/pkg/linux-x64/9.0.0/package.json': manifest('1.0.1'),
      '.cache/copilot/pkg/linux-x64/9.0.1/package.json': manifest('9.0.1', 'other'),
      '.cache/copilot/pkg/linux-x64/9.0.2/package.json': '{',
      '.cache/copilot/pkg/linux-x64/9.0.3/package.json': manifest('soon'),
      '.cache/copilot/pkg/linux-x64/9.0.4': 'a file',
    });
    expect(effectiveVersion('1.0.102', copilot, hostWith([], { home: root }))).toBeUndefined();
  });

  it('is the installed one of a tool that fetches none', () => {
    expect(effectiveVersion('1.0.0', {}, hostWith([]))).toBeUndefined();
  });
});

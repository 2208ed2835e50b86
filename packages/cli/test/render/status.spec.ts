import { expect, it } from '@jest/globals';
import type { ToolStatus } from '@aim/services';
import { versionWords } from '../../src/render/status.js';
import { tool } from '../tui/support/sample-data.js';

const latest = {
  version: '1.1.0',
  upstream: '1.1.0',
  checkedAt: '2026-11-25T10:00:00.000Z',
  isStale: false,
  update: 'available' as const,
  failure: null,
};

it.each<[Partial<ToolStatus>, string]>([
  [{ version: '1.0.0' }, '1.0.0'],
  [{ version: '1.0.0', effective: '1.0.5' }, '1.0.0 (runs 1.0.5)'],
  [{ version: '1.0.0', latest }, '1.0.0 → 1.1.0'],
  [{ version: '1.1.0', latest: { ...latest, update: 'current' } }, '1.1.0'],
  [{ version: null, channel: 'unknown' }, 'unknown'],
  [{ version: null, channel: null }, '-'],
  [{ version: null, channel: null, installed: false }, 'not installed'],
])('the version of %j in words', (facts, words) => {
  expect(versionWords(tool('copilot', facts))).toBe(words);
});

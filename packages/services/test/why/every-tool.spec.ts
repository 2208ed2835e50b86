import { describe, expect, it } from '@jest/globals';
import { loadCatalogue, loadToolDetails } from '@aim/core';
import { user } from '../support/user.js';

const withKeys = loadCatalogue().tools.filter(({ keys }) => keys.length > 0);
const details = await loadToolDetails();

describe('every tool of the catalogue', () => {
  it('is a tool with keys, or has none to ask for', () => {
    expect(withKeys.length).toBeGreaterThanOrEqual(31);
  });

  it.each(withKeys.map(({ id, keys }) => ({ id, key: keys[0]?.env as string })))(
    '$id says where it reads $key in an empty home, and that nobody gives it one',
    async ({ id, key }) => {
      const [answer] = await user().aim().secretWhy({ key, tool: id });
      expect(answer).toMatchObject({ key, tool: id, secret: null, stale: [], copies: [] });
      expect(answer?.places.length).toBeGreaterThan(0);
      const open = new Set(
        (details.get(id)?.reads.order ?? [])
          .filter(({ from, paths }) => from === 'keychain' || (from === 'helper' && !paths))
          .map(({ from }) => from),
      );
      for (const { from, run, alone } of answer?.places ?? []) {
        const isOpen = open.has(from) || from === 'flag' || from === 'login';
        expect([run.state, alone.state]).toEqual(
          isOpen && run.state !== 'absent' ? ['not-checked', 'not-checked'] : ['absent', 'absent'],
        );
      }
      if (open.size === 0) expect(answer?.winner).toEqual({ run: null, alone: null });
    },
  );

  it.each(withKeys.map(({ id, keys }) => ({ id, key: keys[0]?.env as string })))(
    '$id takes $key from the environment, but for what comes before or is conditional',
    async ({ id, key }) => {
      const value = 'sk-planted-in-the-environment';
      const [answer] = await user({}, { [key]: value })
        .aim()
        .secretWhy({ key, tool: id });
      const place = answer?.places.find(({ variables }) => variables?.includes(key));
      expect(place?.alone.state).toBe('holds');
      expect(place?.alone.wins).toBe(place?.when === undefined ? 'yes' : 'maybe');
      expect(JSON.stringify(answer)).not.toContain(value);
    },
  );
});

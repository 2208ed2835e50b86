import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitPath, shortPath } from '../../src/render/paths.js';

describe('shortPath', () => {
  it.each([
    ['/home/ada', '/home/ada', '~'],
    ['/home/ada/bin/codex', '/home/ada', '~/bin/codex'],
    ['/home/adam/bin', '/home/ada', '/home/adam/bin'],
    ['/usr/bin/codex', '/home/ada', '/usr/bin/codex'],
    ['/usr/bin/codex', '', '/usr/bin/codex'],
  ])('%s at home in %s is %s', (path, home, expected) => {
    expect(shortPath(path, home)).toBe(expected);
  });
});

describe('fitPath', () => {
  it('keeps the end, which says most, and a little of the beginning', () => {
    expect(fitPath('/home/ada/.npm-global/bin/codex', 20)).toBe('/home/…bal/bin/codex');
    expect(fitPath('/usr/bin/codex', 14)).toBe('/usr/bin/codex');
  });

  it('fills the room with both ends of the path', () => {
    const path = fc.string().filter((text) => !text.includes('…'));
    fc.assert(
      fc.property(path, fc.integer({ min: 1, max: 40 }), (text, width) => {
        const fitted = fitPath(text, width);
        expect(fitted).toHaveLength(Math.min(width, text.length));
        const [start = '', end = ''] = fitted.split('…');
        expect(text.startsWith(start)).toBe(true);
        expect(text.endsWith(fitted.includes('…') ? end : start)).toBe(true);
      }),
    );
  });
});

import { expect, it } from '@jest/globals';
import { Writable } from 'node:stream';
import { progressText, showScanProgress } from '../../src/terminal/scan-progress.js';

it('tells files while they are looked for, then the share, the rate and the rest', () => {
  const walk = { phase: 'walk', files: 1500, readBytes: 0, totalBytes: null } as const;
  expect(progressText(walk, 0.2)).toBe('Looking for files: 1500');
  expect(progressText(walk, 3)).toBe('Looking for files: 1500, 500 a second');
  const compare = { phase: 'compare', files: 9, readBytes: 2 ** 30, totalBytes: 2 ** 32 } as const;
  expect(progressText(compare, 4)).toBe(
    'Comparing: 25 % of 4.00 GiB, 256 MiB a second, at most 12 s left',
  );
});

it('writes one line to a terminal and takes it away, and nothing elsewhere', () => {
  const shown = (stderrIsTty: boolean, isQuiet = false) => {
    let text = '';
    const stderr = new Writable({ write: (chunk, _, done) => done(void (text += String(chunk))) });
    const line = showScanProgress({ stderr, stderrIsTty }, isQuiet);
    line.show({ phase: 'walk', files: 1, readBytes: 0, totalBytes: null });
    line.end();
    line.end();
    return text;
  };
  expect(shown(true)).toBe('\r\u001b[2KLooking for files: 1\r\u001b[2K');
  expect([shown(false), shown(true, true)]).toEqual(['', '']);
});

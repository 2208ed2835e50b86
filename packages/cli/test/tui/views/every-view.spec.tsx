import { describe, expect, it } from '@jest/globals';
import { stripVTControlCharacters } from 'node:util';
import { paneIds } from '../../../src/tui/layout/layout.js';
import { ansiTheme } from '../../../src/tui/theme/theme.js';
import { toAscii } from '../../../src/tui/theme/ascii.js';
import { frame } from '../support/frame.js';
import { pictures } from '../support/pictures.js';
import { sampleState } from '../support/sample-data.js';

describe.each(paneIds)('the view %s', (focus) => {
  it.each([60, 80, 120])(
    'fills %s columns, in colour and without, and has an ASCII form',
    (columns) => {
      const tasks = pictures['tasks']?.tasks ?? [];
      const state = sampleState({ columns, rows: 24 }, { focus, tasks });
      const text = frame(state);
      const lines = text.split('\n');
      expect(lines).toHaveLength(23);
      expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(columns);
      expect(stripVTControlCharacters(frame(state, ansiTheme))).toBe(text);
      expect(toAscii(text)).toMatch(/^[\n -~]*$/);
    },
  );
});

import { describe, expect, it } from '@jest/globals';
import { toAscii, wantsAscii } from '../../../src/tui/theme/ascii.js';
import { contrastTheme, plainTheme, themeFor } from '../../../src/tui/theme/theme.js';
import { frame } from '../support/frame.js';
import { sampleState, sampleStatus, tool } from '../support/sample-data.js';
import { stateIn } from '../support/states.js';

const normal = { columns: 80, rows: 24 };
const notAscii = /[^\n -~]/;

describe('without any symbol but ASCII', () => {
  it('draws every view and dialog', () => {
    for (const focus of ['tools', 'secrets', 'health', 'activity', 'routes'] as const) {
      for (const context of [
        'panes',
        'detail',
        'help',
        'palette',
        'form',
        'confirm',
        'report',
        'card',
      ] as const) {
        expect(toAscii(frame(stateIn(context, { focus })))).not.toMatch(notAscii);
      }
    }
  });

  it('tells the states of a tool, and the pane with the keys, apart', () => {
    const withTool = (facts: Parameters<typeof tool>[1]) => {
      const state = sampleState(normal);
      const data = { ...sampleStatus, tools: [tool('claude', facts)] };
      return toAscii(frame({ ...state, status: { ...state.status, data } }));
    };
    const texts = [
      withTool({ health: 'ok' }),
      withTool({ health: 'warn' }),
      withTool({ health: 'fail' }),
    ];
    expect(new Set(texts).size).toBe(3);
    expect(texts[0]).toContain('# 1 Tools 1 =');
    expect(texts[0]).toContain('+ 2 Secrets 2 -');
  });

  it('is how it is drawn where UTF-8 is not', () => {
    expect(wantsAscii({ TERM: 'linux', LANG: 'en_GB.UTF-8' })).toBe(true);
    expect(wantsAscii({ LANG: 'en_GB.ISO-8859-1' })).toBe(true);
    expect(wantsAscii({ LC_ALL: 'C', LANG: 'en_GB.UTF-8' })).toBe(true);
    expect(wantsAscii({ LANG: 'C.utf8' })).toBe(false);
    expect(wantsAscii({})).toBe(false);
    expect(wantsAscii({ AIM_SYMBOLS: 'unicode', TERM: 'linux' })).toBe(false);
    expect(wantsAscii({ AIM_SYMBOLS: 'ascii', LANG: 'C.utf8' })).toBe(true);
  });
});

describe('high contrast', () => {
  it('makes nothing dim, and shows the same text', () => {
    const state = sampleState(normal);
    const drawn = frame(state, contrastTheme);
    expect(drawn).not.toContain('\u001b[2m');
    expect(drawn).toContain('\u001b[7m');
    expect(drawn.replaceAll(/\u001b\[\d+m/g, '')).toBe(frame(state));
  });

  it('gives way to no colour', () => {
    expect(themeFor({ AIM_CONTRAST: 'high' }, true)).toBe(contrastTheme);
    expect(themeFor({ AIM_CONTRAST: 'high' }, false)).toBe(plainTheme);
  });
});

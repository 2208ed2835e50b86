import { describe, expect, it } from '@jest/globals';
import { actions } from '../../../src/tui/actions/actions.js';
import { paneIds } from '../../../src/tui/layout/layout.js';
import { plainScreen, type PlainPlace } from '../../../src/tui/plain/plain-screen.js';
import { replacedInPlain } from '../../../src/tui/plain/replaced.js';
import { tool, sampleState, sampleStatus } from '../support/sample-data.js';
import { stateIn } from '../support/states.js';

const size = { columns: 80, rows: 24 };
const home = '/home/ada';
const menu: PlainPlace = { at: 'menu', from: 0 };
const pane: PlainPlace = { at: 'pane', from: 0 };

const labels = (screen: ReturnType<typeof plainScreen>) => screen.choices.map(({ label }) => label);

describe('the lines for a screen reader', () => {
  it('offer every action of the table, or have something that does the same', () => {
    const screens = [
      plainScreen(sampleState(size), menu, home),
      ...paneIds.flatMap((focus) => [
        plainScreen(sampleState(size, { focus }), pane, home),
        plainScreen(stateIn('detail', { focus }), pane, home),
      ]),
    ];
    const offered = screens.flatMap(({ choices }) =>
      choices.flatMap(({ does }) => (does.kind === 'action' ? [does.action.id] : [])),
    );
    const known = new Set([...offered, ...Object.keys(replacedInPlain)]);
    expect(actions.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([]);
    expect(Object.keys(replacedInPlain).filter((id) => offered.includes(id))).toEqual([]);
    const ids = actions.map(({ id }) => id);
    expect(Object.keys(replacedInPlain).filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('read a row as its headers and values, without a mark that is only drawn', () => {
    const { title, choices } = plainScreen(sampleState(size, { focus: 'tools' }), pane, home);
    expect(title).toBe('Tools. Rows 1 to 3 of 3');
    expect(choices[1]?.label).toBe(
      'Warning. Name: Codex CLI. Version: 0.58.0. Owner: npm. Key: present. Path: ~/.npm-global/bin/codex (+1)',
    );
    const overview = plainScreen(sampleState(size, { focus: 'overview' }), pane, home);
    expect(labels(overview).slice(0, 6).join('\n')).not.toMatch(/[●▁✔✖]/);
    expect(labels(overview)).toContain('Jobs: 0 in 24 h, 0 in this hour, at most 0');
  });

  it('tell every state of a tool apart', () => {
    const texts = (['ok', 'warn', 'fail'] as const).map((health) => {
      const state = sampleState(size, { focus: 'tools' });
      const data = { ...sampleStatus, tools: [tool('claude', { health })] };
      return labels(plainScreen({ ...state, status: { ...state.status, data } }, pane, home))[0];
    });
    expect(new Set(texts).size).toBe(3);
  });

  it('read out 20 rows at once, and lead to more', () => {
    const state = sampleState(size, { focus: 'tools' });
    const tools = Array.from({ length: 45 }, (_, index) => tool(`tool-${index}`));
    const many = { ...state, status: { ...state.status, data: { ...sampleStatus, tools } } };
    const first = plainScreen(many, pane, home);
    expect(first.title).toBe('Tools. Rows 1 to 20 of 45');
    expect(first.choices[20]?.does).toEqual({ kind: 'more' });
    const last = plainScreen(many, { at: 'pane', from: 40 }, home);
    expect(last.title).toBe('Tools. Rows 41 to 45 of 45');
    expect(labels(last)).not.toContain('More rows');
  });

  it('say what an action does on the command line, and why it cannot be done', () => {
    const state = sampleState(size, { focus: 'secrets', isReadOnly: true });
    expect(labels(plainScreen(state, pane, home))).toContain(
      'Store a new secret (same as: aim secrets set KEY; not now: AIM_READ_ONLY is set)',
    );
  });
});

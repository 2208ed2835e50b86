import { describe, expect, it } from '@jest/globals';
import { commandTable, globalOptions } from '../../src/commands/table.js';
import { helpText, usageLine } from '../../src/help/help-text.js';
import { createStyle } from '../../src/render/style.js';

const plain = createStyle(false);

describe('help', () => {
  it('for aim lists every command and every global option', () => {
    const text = helpText('', plain);
    for (const { name, summary } of commandTable) {
      expect(text).toMatch(new RegExp(`^  ${name}\\b.*  ${escaped(summary)}$`, 'm'));
    }
    for (const [name, { summary }] of Object.entries(globalOptions)) {
      expect(text).toMatch(new RegExp(`--${name}\\b.*  ${escaped(summary)}$`, 'm'));
    }
  });

  it('for a group lists the commands of the group and no others', () => {
    const text = helpText('secrets', plain);
    expect(text).toContain('aim secrets COMMAND');
    for (const { name } of commandTable) {
      expect(text.includes(`  ${name} `)).toBe(name.startsWith('secrets '));
    }
  });

  it.each(commandTable.map((spec) => ({ name: spec.name, spec })))(
    'for aim $name shows usage, options with their choices, and examples',
    ({ spec }) => {
      const text = helpText(spec.name, plain);
      expect(text.startsWith(`${spec.summary}\n`)).toBe(true);
      expect(text).toContain(`  ${usageLine(spec)}\n`);
      for (const [name, { short, value, choices }] of Object.entries(spec.options)) {
        const flag = `${short === undefined ? '    ' : `-${short}, `}--${name}`;
        expect(text).toContain(value === undefined ? flag : `${flag} ${value}`);
        expect(text).toContain(choices?.join(', ') ?? '');
      }
      for (const example of spec.examples) expect(text).toContain(`  ${example}\n`);
      expect(text).toContain('--help');
    },
  );

  it('leaves no line empty of meaning: options only where there are some', () => {
    expect(helpText('config validate', plain)).not.toContain('\nOptions\n');
    expect(helpText('health', plain)).toContain('\nOptions\n');
  });

  it('is the same text with and without colour', () => {
    for (const topic of ['', 'secrets', 'run']) {
      const coloured = helpText(topic, createStyle(true));
      expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(helpText(topic, plain));
      expect(coloured).not.toBe(helpText(topic, plain));
    }
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

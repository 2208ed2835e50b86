import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { itNeeds } from '../../../core/test/support/needs.js';
import { tempFolder } from '../../../core/test/support/temp-folder.js';
import { parseDotenv } from '../../src/import/dotenv.js';
import { findAssignment, type AssignmentSyntax } from '../../src/sweep.js';

const key = 'k3y-0123456789';

/** What is found at the key of a text: variable and value, or the problem. */
function found(text: string, syntax: AssignmentSyntax) {
  const answer = findAssignment(text, text.indexOf(key) + 4, syntax);
  if ('problem' in answer) return answer.problem;
  const { variable, offset, length } = answer;
  return `${variable}: ${text.slice(offset, offset + length)}`;
}

describe('a .env file', () => {
  it.each([
    [`TOKEN=${key}`, `TOKEN: ${key}`],
    [`\xef\xbb\xbfA=1\r\n  export TOKEN = "${key}"  # mine\r\n`, `TOKEN: ${key}`],
    [`URL='postgres://u:${key}@h/$db'\n`, `URL: postgres://u:${key}@h/$db`],
    [`# TOKEN=${key}`, 'comment'],
    [`TOKEN="${key}\\n"`, 'quoting'],
    [`TOKEN="\${BASE}${key}"`, 'quoting'],
    [`TOKEN=\`${key}\``, 'quoting'],
    [`TOKEN=${key};`, 'line'],
    [`TOKEN=${key} more`, 'line'],
    [`A=1 # ${key}`, 'line'],
    [`NOTE="one\nTOKEN=${key}\n"`, 'nested'],
    [`TOKEN=${key}\nTOKEN=another`, 'repeated'],
    [`TOKEN=${key}\nURL="https://h/?k=\${TOKEN}"`, 'used'],
  ])('%j', (text, answer) => expect(found(text, 'dotenv')).toBe(answer));
});

describe('a file of a POSIX shell', () => {
  it.each([
    [`export TOKEN=${key}\n`, `TOKEN: ${key}`],
    [`if true; then\n\tdeclare -x TOKEN='${key}'; # mine\nfi`, `TOKEN: ${key}`],
    [`TOKEN="${key}"; export TOKEN`, `TOKEN: ${key}`],
    [`TOKEN=${key}\nexport OTHER TOKEN # both`, `TOKEN: ${key}`],
    [`TOKEN=${key}\nexport TOKENS`, 'not-exported'],
    [`TOKEN=${key} claude -p hello`, 'line'],
    [`export A=1 TOKEN=${key}`, 'line'],
    [`export TOKEN="${key}$(id)"`, 'quoting'],
    [`export TOKEN=$'${key}'`, 'quoting'],
    [`export TOKEN="${key}"x`, 'quoting'],
    [`cat > f <<EOF\nexport TOKEN=${key}\nEOF\n`, 'nested'],
    [`echo '\nexport TOKEN=${key}\n'`, 'nested'],
    [`echo \\\nexport TOKEN=${key}\n`, 'nested'],
    [
      `# it's mine\necho $'it\\'s' <<<here\ncat <<-'E'\n\tno "\n\tE\nexport TOKEN=${key}\n`,
      `TOKEN: ${key}`,
    ],
    [`export TOKEN=${key}\nalias ask='curl -H "x: $TOKEN" h'`, 'used'],
  ])('%j', (text, answer) => expect(found(text, 'sh')).toBe(answer));
});

describe('a file of fish', () => {
  it.each([
    [`set -gx TOKEN ${key}\n`, `TOKEN: ${key}`],
    [`set --global --export TOKEN '${key}'; # mine`, `TOKEN: ${key}`],
    [`set -g TOKEN ${key}`, 'not-exported'],
    [`set -e TOKEN ${key}`, 'line'],
    [`set -gx TOKEN ${key} more`, 'line'],
    [`set -gx TOKEN '${key}\\''`, 'quoting'],
    [`echo 'it\\'s\nset -gx TOKEN ${key}\n'`, 'nested'],
  ])('%j', (text, answer) => expect(found(text, 'fish')).toBe(answer));
});

/** Parts of a file: some hold the key, most make it hard to see where a command begins. */
const pieces: Record<'sh' | 'fish', readonly string[]> = {
  sh: [
    `export TOKEN=${key}\n`,
    `TOKEN='${key}'; export TOKEN\n`,
    `export TOKEN="${key}" # mine\n`,
    `cat >/dev/null <<'E F'\n`,
    'E F\n',
    'cat >/dev/null <<-EOF\n',
    '\tEOF\n',
    `: '\n`,
    `'\n`,
    `: "\n`,
    `"\n`,
    `: "$(: "a" 'b')"\n`,
    `# don't\n`,
    ': \\\n',
    ": $'\\''\n",
    ': `\n',
    '`\n',
    ': a#b "#"\n',
    'if true; then\n:\nfi\n',
  ],
  fish: [
    `set -gx TOKEN ${key}\n`,
    `set -x TOKEN "${key}" # mine\n`,
    `: '\\'\n`,
    `'\n`,
    `: "\n`,
    `"\n`,
    `# don't\n`,
    ': \\\n',
    ': a#b "#"\n',
    'if true\n:\nend\n',
  ],
};

const home = tempFolder();

/** The variable after a shell has read the file; undefined for a file that it does not understand. */
function read(shell: string, text: string): string | undefined {
  const file = join(home, `file.${shell}`);
  writeFileSync(file, text);
  const { stdout, stderr } = spawnSync(shell, ['-c', '. $FILE; env -0'], {
    env: { PATH: '/usr/bin:/bin', HOME: home, FILE: file },
    encoding: 'utf8',
  });
  if (stderr !== '') return undefined;
  const pair = stdout.split('\0').find((each) => each.startsWith('TOKEN='));
  return pair?.slice('TOKEN='.length) ?? 'unset';
}

describe.each([
  ['bash', 'sh'],
  ['zsh', 'sh'],
  ['fish', 'fish'],
] as const)('%s', (shell, syntax) => {
  itNeeds([shell], 'has the reference wherever it had the key, in any file', () => {
    const texts = fc.array(fc.constantFrom(...pieces[syntax]), { maxLength: 7 });
    fc.assert(
      fc.property(texts, fc.constantFrom(...pieces[syntax].slice(0, 2)), (before, last) => {
        const text = [...before.filter((piece) => !piece.includes(key)), last].join('');
        const answer = findAssignment(text, text.indexOf(key), syntax);
        if ('problem' in answer) return;
        const { offset, length } = answer;
        const edited = `${text.slice(0, offset)}aim://TOKEN${text.slice(offset + length)}`;
        const isUnderstood = read(shell, text) !== undefined;
        const wanted = isUnderstood ? [key, 'aim://TOKEN'] : [undefined, undefined];
        expect([read(shell, text), read(shell, edited)]).toEqual(wanted);
      }),
      { numRuns: 40 },
    );
  });
});

it('changes one value of a .env file and no other', () => {
  const line = fc.constantFrom('A="one', 'two"', "B='x' # y", 'C=`q', '`', '# z', `TOKEN=${key}`);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const text = lines.join('\n');
      const at = text.indexOf(key);
      const answer = at < 0 ? undefined : findAssignment(text, at, 'dotenv');
      if (answer === undefined || 'problem' in answer) return;
      const { offset, length } = answer;
      const edited = `${text.slice(0, offset)}aim://TOKEN${text.slice(offset + length)}`;
      const values = (of: string) =>
        parseDotenv(of).entries.map(({ name, value }) => [name, value]);
      expect(values(edited)).toEqual(
        values(text).map(([name, value]) => [name, name === 'TOKEN' ? 'aim://TOKEN' : value]),
      );
    }),
  );
});

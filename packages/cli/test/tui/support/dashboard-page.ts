import { frame } from './frame.js';
import { keyReference } from './key-reference.js';
import { pictures } from './pictures.js';

/** `docs/dashboard.md` with its table of keys and its pictures as they are now. */
export function dashboardPage(page: string): string {
  const keys = [
    '| Key | Does | Where | Id |',
    '| --- | --- | --- | --- |',
    ...keyReference().map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
  return page
    .replace(/(<!-- keys -->\n\n).*?(\n\n<!-- end of keys -->)/s, `$1${keys}$2`)
    .replaceAll(
      /(<!-- picture (\S+) -->\n\n```text\n).*?\n(```\n)/gs,
      (_, ...[head, name, end]: string[]) => {
        const state = pictures[name as string];
        if (state === undefined) throw new Error(`There is no picture ${name}`);
        return `${head}${frame(state)}\n${end}`;
      },
    );
}

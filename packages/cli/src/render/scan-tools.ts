import { countOf, stripControls } from '@aim/core';
import type { ToolsScan, ToolWaste } from '@aim/services';
import type { RenderContext } from '../commands/types.js';
import { byteText } from './byte-text.js';
import { shortPath } from './paths.js';

const titles: Readonly<Record<ToolWaste['kind'], string>> = {
  twice: 'Installed twice',
  'old-version': 'Old versions',
  versions: 'Several versions',
  'half-update': 'Remains of updates that broke off',
  orphan: 'Programs that start nothing',
};

/** What nobody needs, by kind, each with the command that removes it. */
export function toolsText({ wastes, summary }: ToolsScan, { style, home }: RenderContext): string {
  if (wastes.length === 0) return 'No tool wastes disk.\n';
  const kinds = (Object.keys(titles) as ToolWaste['kind'][]).flatMap((kind) => {
    const own = wastes.filter((waste) => waste.kind === kind);
    if (own.length === 0) return [];
    const lines = own.map(({ path, message, fix, freeableBytes }) => {
      const size = freeableBytes === null ? '' : ` ${style.faint(byteText(freeableBytes))}`;
      const what = stripControls(shortPath(path, home));
      return `  ${what}${size}\n    ${stripControls(message)}\n    ${style.accent(stripControls(fix))}\n`;
    });
    return [`${style.title(titles[kind])}\n${lines.join('')}`];
  });
  const total = `${countOf(summary.wastes, 'thing')} to look at, ${byteText(summary.freeableBytes)} in all.\n`;
  return `${kinds.join('\n')}\n${total}`;
}

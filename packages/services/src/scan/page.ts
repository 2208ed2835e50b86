import { countOf, stripControls } from '@aim/core';
import type { DuplicateGroup } from '@aim/environment';
import type { Duplicates } from './duplicates.js';
import { pageStyle } from './page-style.js';
import { treemap } from './treemap.js';

const shownTiles = 100;
const shownGroups = 1000;
/** Of the map, in its own units. */
const [mapWidth, mapHeight] = [1000, 420];

/**
 * The duplicates as an HTML page: a map in which the area of a tile is what its group wastes, and
 * all groups as a list. It has no script and loads nothing; names are text in it, whatever they hold.
 */
export function duplicatesPage(duplicates: Duplicates, now: Date): string {
  const { groups, summary, roots, problems } = duplicates;
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  const title = `${bytesText(summary.wastedBytes)} wasted by duplicates`;
  const partial = summary.isPartial ? '<p class="warn">The scan was stopped early.</p>' : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<h1>${text(title)}</h1>
<p>${countOf(summary.scannedFiles, 'file')} of ${bytesText(summary.scannedBytes)} in
${roots.map((root) => `<code>${text(root)}</code>`).join(', ')}, on ${now.toISOString()}:
${countOf(groups.length, 'group')} of files with the same content.</p>
${partial}
${mapOf(groups)}
<h2>Groups</h2>
${groups.length === 0 ? '<p>There are no duplicates.</p>' : listOf(groups)}
${problemsOf(problems)}
</body>
</html>
`;
}

function mapOf(groups: readonly DuplicateGroup[]): string {
  const items = groups
    .map((group, index) => ({ item: { group, index }, size: group.wastedBytes }))
    .filter(({ size }) => size > 0)
    .slice(0, shownTiles);
  if (items.length === 0) return '';
  const tiles = treemap(items, mapWidth / mapHeight).map(({ item, ...place }) => {
    const [x, width] = [place.x, place.width].map((share) => (share / 100) * mapWidth) as [
      number,
      number,
    ];
    const [y, height] = [place.y, place.height].map((share) => (share / 100) * mapHeight) as [
      number,
      number,
    ];
    const name = fileName(item.group.files[0] as string);
    const size = bytesText(item.group.wastedBytes);
    const hasRoom = width > 60 && height > 34;
    const label = hasRoom
      ? `<text x="${number(x + 6)}" y="${number(y + 18)}">${text(cut(name, width / 8))}</text>
<text x="${number(x + 6)}" y="${number(y + 32)}">${size}</text>`
      : '';
    return `<a href="#g${item.index + 1}"><title>${text(name)}: ${size}</title>
<rect class="${item.group.model === null ? 'file' : 'model'}" x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"/>
${label}</a>`;
  });
  const label = `The ${countOf(items.length, 'group')} that waste most, by size`;
  return `<svg viewBox="0 0 ${mapWidth} ${mapHeight}" role="img" aria-label="${label}">
${tiles.join('\n')}
</svg>
<p class="key"><span class="file"></span> files <span class="model"></span> models of AI tools</p>`;
}

function listOf(groups: readonly DuplicateGroup[]): string {
  const rows = groups.slice(0, shownGroups).map((group, index) => {
    const { files, sizeBytes, wastedBytes, hardLinks } = group;
    const names = files.map((file) => {
      const more = hardLinks.find((link) => link.file === file)?.names ?? [];
      const also = more.map((name) => `<br><small>also named</small> <code>${text(name)}</code>`);
      return `<li><code>${text(file)}</code>${also.join('')}</li>`;
    });
    return `<tr id="g${index + 1}"><td>${bytesText(wastedBytes)}</td><td>${files.length} × ${bytesText(sizeBytes)}</td>
<td>${noteOf(group)}<ul>${names.join('')}</ul></td></tr>`;
  });
  const left = groups.length - shownGroups;
  const rest = left > 0 ? `<p>${countOf(left, 'more group')}: aim scan duplicates --json</p>` : '';
  return `<table>
<thead><tr><th>Wasted</th><th>Copies</th><th>Files</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
${rest}`;
}

function noteOf({ model, proof }: DuplicateGroup): string {
  const held = model === null ? '' : `A model file, held by ${text(model.holders.join(', '))}. `;
  const known = proof === 'name' ? 'Known by names that are hashes, not by reading.' : '';
  return held === '' && known === '' ? '' : `<p>${held}${known}</p>`;
}

function problemsOf(problems: Duplicates['problems']): string {
  if (problems.length === 0) return '';
  const lines = problems.slice(0, shownGroups).map(({ path, message }) => {
    return `<li><code>${text(path)}</code>: ${text(message)}</li>`;
  });
  return `<h2>Not looked at</h2>\n<ul>${lines.join('\n')}</ul>`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text of any kind, safe between tags and in quoted attributes. */
function text(raw: string): string {
  return visible(stripControls(raw)).replace(/[&<>"']/g, (sign) => escapes[sign] as string);
}

/** Signs that turn the direction of text around could make one name look like another. */
function visible(raw: string): string {
  return raw.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

function fileName(path: string): string {
  return path.replace(/^.*[/\\]/s, '');
}

function cut(name: string, length: number): string {
  return name.length <= length ? name : `${name.slice(0, Math.max(1, length - 1))}…`;
}

function number(value: number): string {
  return value.toFixed(1);
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

function bytesText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

import { countOf, stripControls } from '@aim/core';
import type { Sweep, SweepHit } from '@aim/services';
import type { Style } from './style.js';

/** The hits of a sweep, by file. */
export function sweepText({ findings, summary, unreadable }: Sweep, style: Style): string {
  const byFile = new Map<string, SweepHit[]>();
  for (const hit of findings) byFile.set(hit.file, [...(byFile.get(hit.file) ?? []), hit]);
  const files = [...byFile].map(([file, hits]) => fileText(file, hits, style));
  const failures = unreadable.map(
    ({ file, message }) =>
      `${style.warn('!')} ${stripControls(file)}\n  ${stripControls(message)}\n`,
  );
  const { hits, searched } = summary;
  const total =
    hits === 0
      ? `No key in plaintext in ${countOf(searched, 'file')}.\n`
      : `${countOf(hits, 'key')} in plaintext in ${summary.files} of ${countOf(searched, 'file')}.\n`;
  return [...files, ...failures, total].join('');
}

function fileText(file: string, hits: readonly SweepHit[], style: Style): string {
  const { kind, tool, mode, git } = hits[0] as SweepHit;
  const facts = [
    tool === undefined ? kind : `${tool}, ${kind}`,
    ...(mode === null ? [] : [mode.octal]),
    ...(mode?.othersCanRead === true ? [style.warn('others can read it')] : []),
    ...(git === 'tracked' ? [style.fail('tracked by git')] : []),
    ...(git === 'untracked' || git === 'ignored' ? [`${git} by git`] : []),
  ];
  const heading = `${style.fail('✘')} ${stripControls(file)}\n  ${style.faint(facts.join(', '))}\n`;
  return `${heading}${hits.map((hit) => hitText(hit, style)).join('')}\n`;
}

function hitText(hit: SweepHit, style: Style): string {
  const { line, column, variable, masked, provider, keyKind, secret, form } = hit;
  const whose = [provider, keyKind].filter((word) => word !== undefined).join(' ');
  const facts = [
    ...(whose === '' ? [] : [whose]),
    ...(secret === undefined ? [] : [`in the vault as ${secret}`]),
    ...(form === 'plain' ? [] : [`as ${form}`]),
  ];
  const name = variable === undefined ? '' : `${stripControls(variable)} `;
  const details = facts.length === 0 ? '' : `    ${style.faint(facts.join(', '))}\n`;
  return `  ${line}:${column} ${style.accent(`${name}${masked}`)}\n${details}`;
}

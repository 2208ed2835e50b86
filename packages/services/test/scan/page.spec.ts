import { describe, expect, it } from '@jest/globals';
import type { DuplicateGroup } from '@aim/environment';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { duplicatesPage } from '../../src/scan/page.js';
import type { Duplicates } from '../../src/scan/duplicates.js';

type Node = DefaultTreeAdapterTypes.Node;

function group(files: string[], wastedBytes: number): DuplicateGroup {
  const sizeBytes = wastedBytes / (files.length - 1);
  const none = { hardLinks: [], proof: 'bytes', model: null } as const;
  return { ...none, hash: `crc32:0:${sizeBytes}`, sizeBytes, files, wastedBytes, hardLinks: [] };
}

function scanOf(groups: DuplicateGroup[]): Duplicates {
  const wastedBytes = groups.reduce((sum, one) => sum + one.wastedBytes, 0);
  return {
    roots: ['/home/"u"<b>'],
    groups,
    summary: {
      scannedFiles: 9,
      scannedBytes: 9000,
      folders: 1,
      groups: groups.length,
      extraCopies: groups.length,
      wastedBytes,
      readBytes: 0,
      isPartial: false,
      total_scanned_files: 9,
      total_scanned_mb: 0,
      total_wasted_mb: 0,
    },
    problems: [{ path: '/x/<i>', kind: 'unreadable', message: 'permission denied' }],
    duplicates: [],
  };
}

/** Every element of a page as a browser understands it, and the errors that it found. */
function read(page: string) {
  const errors: string[] = [];
  const document = parse(page, { onParseError: ({ code }) => errors.push(code) });
  const elements: DefaultTreeAdapterTypes.Element[] = [];
  const visit = (node: Node) => {
    if ('tagName' in node) elements.push(node);
    if ('childNodes' in node) node.childNodes.forEach(visit);
  };
  visit(document);
  const byName = (name: string) => elements.filter(({ tagName }) => tagName === name);
  return { errors, elements, byName };
}

function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

const now = new Date('2026-11-25T10:00:00Z');

describe('the page of duplicates', () => {
  const hostile = [
    '/t/<script>alert(1)</script>',
    `/t/"onload='x'`,
    '/t/</code></svg><img src=x onerror=y>&amp;',
    '/t/\u001b[31mred\u202egnp.exe',
  ];
  const page = duplicatesPage(scanOf([group(hostile, 3000), group(['/t/a', '/t/b'], 500)]), now);

  it('is whole HTML, in which names are text and nothing is loaded or run', () => {
    const { errors, elements, byName } = read(page);
    expect(errors).toEqual([]);
    for (const name of ['script', 'img', 'link', 'iframe', 'object', 'b', 'i']) {
      expect(byName(name)).toEqual([]);
    }
    const attributes = elements.flatMap(({ attrs }) => attrs);
    expect(attributes.filter(({ name }) => /^on|^src$/.test(name))).toEqual([]);
    const links = attributes.filter(({ name }) => name === 'href').map(({ value }) => value);
    expect(links).toEqual(['#g1', '#g2']);
    const names = byName('code').map(textOf);
    expect(names).toContain('/t/<script>alert(1)</script>');
    expect(names).toContain('/t/</code></svg><img src=x onerror=y>&amp;');
    expect(names).toContain('/t/red\ufffdgnp.exe');
    expect(names).toContain('/x/<i>');
  });

  it('forbids scripts and everything from elsewhere', () => {
    const [policy] = read(page)
      .byName('meta')
      .filter(({ attrs }) => attrs[0]?.name === 'http-equiv');
    expect(policy?.attrs[1]?.value).toBe("default-src 'none'; style-src 'unsafe-inline'");
  });

  it('has a tile for each group whose area tells what it wastes', () => {
    const groups = [4000, 2000, 1000, 1000].map((size, n) => group([`/a${n}`, `/b${n}`], size));
    const areas = read(duplicatesPage(scanOf(groups), now))
      .byName('rect')
      .map(({ attrs }) => Object.fromEntries(attrs.map(({ name, value }) => [name, Number(value)])))
      .map(({ width = 0, height = 0 }) => Math.round((width * height) / (1000 * 420 * 0.125)));
    expect(areas).toEqual([4, 2, 1, 1]);
  });

  it('says so when there is nothing', () => {
    expect(duplicatesPage(scanOf([]), now)).toContain('There are no duplicates.');
  });
});

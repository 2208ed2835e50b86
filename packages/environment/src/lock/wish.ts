import type { AimConfig, CataloguePackage, ConfigPath, PackageManager } from '@aim/core';
import { parseRange, versionScheme, type VersionRange } from '../versions/range.js';

/** What the configuration has to know of a tool; one of the registry fits as it is. */
export interface WishedTool {
  id: string;
  packages: readonly CataloguePackage[];
}

/** One tool that a configuration asks for. */
export interface ToolWish {
  /** The id of the tool; `MANAGER:PACKAGE` for a package of no known tool. */
  tool: string;
  /** The package that the configuration names; null where it names the tool alone. */
  named: CataloguePackage | null;
  /** The package of the catalogue that is taken where nothing names one. */
  usual: CataloguePackage;
  /** As it is written; null where any version is right. */
  range: string | null;
  /** Further packages in the same environment, in order. */
  extras: readonly string[];
  /** Where the configuration asks for it, and where it says the range. */
  path: ConfigPath;
  rangePath: ConfigPath | null;
}

/**
 * The tools that a configuration asks for: those of `registry.tools` that come as a package, the
 * packages of `npmGlobal` and `pipxApps`, and the known tools that `versionPins` pins; each once, in
 * order of their names. A pin alone asks for no package that nobody knows. Pure.
 */
export function wishesOf(config: AimConfig, tools: readonly WishedTool[]): ToolWish[] {
  const wishes = new Map<string, ToolWish>();
  const add = (wish: ToolWish) => {
    const known = wishes.get(wish.tool);
    wishes.set(wish.tool, known === undefined ? wish : bothOf(known, wish));
  };
  for (const wish of toolWishes(config, tools)) add(wish);
  const { listed, pinned } = packageWishes(config, tools);
  for (const wish of listed) add(wish);
  const isKnown = ({ tool }: ToolWish) => wishes.has(tool) || tools.some(({ id }) => id === tool);
  for (const wish of pinned.filter(isKnown)) add(wish);
  return [...wishes.values()].sort((a, b) => (a.tool < b.tool ? -1 : 1));
}

/** The package that is wished for, where nothing but the configuration is known. */
export function wishedPackage({ named, usual }: ToolWish): CataloguePackage {
  return named ?? usual;
}

/** The range of a wish for a channel. A text that is none counts as none: `wrongRanges` tells it. */
export function wishedRange({ range }: Pick<ToolWish, 'range'>, channel: string): VersionRange {
  const read =
    range === null ? { kind: 'any' as const } : parseRange(range, versionScheme(channel));
  return 'problem' in read ? { kind: 'any' } : read;
}

/** A range that cannot be read, by its place. */
export interface WrongRange {
  path: ConfigPath;
  message: string;
}

/** Every pin of a configuration that is neither a version nor a range. Pure. */
export function wrongRanges(config: AimConfig, tools: readonly WishedTool[]): WrongRange[] {
  const pins = Object.entries(config.environment?.versionPins ?? {}).flatMap(([manager, pinned]) =>
    Object.entries(pinned).map(([name, text]) => ({
      path: ['environment', 'versionPins', manager, name],
      text,
      scheme: versionScheme(manager),
    })),
  );
  const ofTools = Object.entries(config.registry?.tools ?? {}).flatMap(
    ([id, { pinnedVersion }]) => {
      // AIM+ writes an empty text where nothing is pinned.
      if (!pinnedVersion) return [];
      const known = tools.find((tool) => tool.id === id);
      const manager = known && usualPackage(known.packages)?.manager;
      const path = ['registry', 'tools', id, 'pinnedVersion'];
      return manager === undefined
        ? []
        : [{ path, text: pinnedVersion, scheme: versionScheme(manager) }];
    },
  );
  return [...pins, ...ofTools].flatMap(({ path, text, scheme }) => {
    const read = parseRange(text, scheme);
    return 'problem' in read ? [{ path, message: read.problem }] : [];
  });
}

/** That with an integrity before others, else as the makers order them. */
function usualPackage(packages: readonly CataloguePackage[]): CataloguePackage | undefined {
  return packages.find(({ manager }) => isHashed(manager)) ?? packages[0];
}

/** Whether the registry of a manager tells hashes of its packages. */
export function isHashed(manager: string): boolean {
  return ['npm', 'pnpm', 'bun', 'pipx', 'uv'].includes(manager);
}

function toolWishes(config: AimConfig, tools: readonly WishedTool[]): ToolWish[] {
  return Object.entries(config.registry?.tools ?? {}).flatMap(([id, { pinnedVersion }]) => {
    const usual = usualPackage(tools.find((tool) => tool.id === id)?.packages ?? []);
    if (usual === undefined) return [];
    const path = ['registry', 'tools', id];
    const pin = pinnedVersion
      ? { range: pinnedVersion, rangePath: [...path, 'pinnedVersion'] }
      : noRange;
    return [{ tool: id, named: null, usual, ...pin, extras: extrasOf(config, id), path }];
  });
}

const noRange = { range: null, rangePath: null };

function packageWishes(config: AimConfig, tools: readonly WishedTool[]) {
  const { npmGlobal = [], pipxApps = [], versionPins = {} } = config.environment ?? {};
  const wish = (named: CataloguePackage, path: string[], range: string | null): ToolWish => {
    const owner = tools.find(({ packages }) => packages.some((each) => isSame(each, named)));
    const tool = owner?.id ?? `${named.manager}:${named.name}`;
    const pin = range === null ? noRange : { range, rangePath: path };
    return { tool, named, usual: named, ...pin, extras: extrasOf(config, tool), path };
  };
  const listed = (manager: PackageManager, key: string, names: readonly string[]) =>
    names.map((name, index) => wish({ manager, name }, ['environment', key, String(index)], null));
  const pinned = Object.entries(versionPins).flatMap(([manager, pins]) =>
    Object.entries(pins).map(([name, range]) =>
      wish(
        { manager: manager as PackageManager, name },
        ['environment', 'versionPins', manager, name],
        range,
      ),
    ),
  );
  return {
    listed: [...listed('npm', 'npmGlobal', npmGlobal), ...listed('pipx', 'pipxApps', pipxApps)],
    pinned,
  };
}

function isSame(a: CataloguePackage, b: CataloguePackage): boolean {
  return a.manager === b.manager && a.name === b.name;
}

function extrasOf(config: AimConfig, tool: string): string[] {
  return [...new Set(config.environment?.extras?.[tool] ?? [])].sort();
}

/** A pin at the tool wins over one at its package, and a package that is pinned over one that is not. */
function bothOf(first: ToolWish, second: ToolWish): ToolWish {
  const pin = first.range === null ? second : first;
  const { range, rangePath } = pin;
  const named = pin.named ?? first.named ?? second.named;
  return { ...first, named, range, rangePath };
}

import { dataOf, type DocumentNode } from '@aim/core';
import { convert, type ConversionScope } from './conversions.js';
import { destinationOf, ruleFor } from './field-rules.js';
import { leavesOf, type Leaf } from './leaves.js';
import type { MigrationSource, PlannedField, Segment } from './types.js';

/** A value on its way into the new file, with the fields that make it up. */
export interface Item {
  source: MigrationSource;
  /** The key of the new file; of an entry of a list, the list. */
  to: string[];
  /** Which entry of that list it is in its source; null for what is no entry. */
  position: number | null;
  value: unknown;
  fields: PlannedField[];
}

export interface SourceItems {
  /** Every field of the file, in the order of its text. */
  fields: PlannedField[];
  /** What of it has a place; their fields are among `fields`, and are told what becomes of them. */
  items: Item[];
}

/** Finds the place of every field of a file. Pure. */
export function itemsOf(source: MigrationSource, platform: NodeJS.Platform): SourceItems {
  const fields: PlannedField[] = [];
  const items: Item[] = [];
  // The fields of one entry of a list are one value.
  const entries = new Map<DocumentNode, Item>();
  const entryCounts = new Map<string, number>();
  for (const leaf of leavesOf(source.root)) {
    const field = fieldOf(source, leaf);
    fields.push(field);
    const found = place(source, leaf, platform);
    Object.assign(field, found.said);
    if (found.item === undefined) continue;
    const { unit, isEntry, ...item } = found.item;
    const begun = entries.get(unit);
    if (begun === undefined) {
      const key = JSON.stringify(item.to);
      const before = entryCounts.get(key) ?? 0;
      entryCounts.set(key, before + 1);
      const position = isEntry ? before : null;
      const whole = { ...item, position, fields: [field] };
      entries.set(unit, whole);
      items.push(whole);
    } else begun.fields.push(field);
  }
  return { fields, items };
}

function fieldOf({ file }: MigrationSource, { path, nodes }: Leaf): PlannedField {
  const { line, column } = nodes.at(-1) as DocumentNode;
  return { file, line, column, path: path.join('.'), to: null, outcome: 'dropped', note: null };
}

interface Placed {
  said: Partial<PlannedField>;
  item?: Omit<Item, 'fields' | 'position'> & { isEntry: boolean; unit: DocumentNode };
}

function place(source: MigrationSource, leaf: Leaf, platform: NodeJS.Platform): Placed {
  const refused = refusal(leaf);
  if (refused !== undefined) return dropped(refused);
  const { rule, met } = ruleFor(source.kind, leaf.path);
  if ('why' in rule) return dropped(looksLikeKey(leaf) ? `${rule.why}; ${keyWords}` : rule.why);
  if ('step' in rule) return { said: { to: rule.step, outcome: 'step' } };
  const to = destinationOf(rule.to, met, entryId(leaf));
  const number = to.findIndex((segment) => typeof segment === 'number');
  const depth = number < 0 ? leaf.path.length : leaf.path.length - (to.length - 1 - number);
  const unit = leaf.nodes[depth] as DocumentNode;
  const scope: ConversionScope = {
    source,
    platform,
    name: String(met.stars[0] ?? ''),
    field: String(leaf.path.at(-1) ?? ''),
    holder: leaf.nodes.at(-3),
  };
  const converted = convert(rule.as, dataOf(unit), scope);
  if ('why' in converted) return dropped(converted.why);
  const key = (number < 0 ? to : to.slice(0, number)).map(String);
  return {
    said: { to: key.join('.'), note: converted.note ?? null },
    item: { source, to: key, isEntry: number >= 0, value: converted.value, unit },
  };
}

function dropped(note: string): Placed {
  return { said: { outcome: 'dropped', note } };
}

/** Why a field has no place whatever its name is. */
function refusal({ path, nodes, shadowedBy }: Leaf): string | undefined {
  if (shadowedBy !== undefined) return `the name stands again on line ${shadowedBy}, which counts`;
  if (path.includes('__proto__')) return 'AIM has no key of this name';
  const [first, second] = path;
  if (first !== 'tools' || typeof second !== 'number') return undefined;
  const { children } = nodes[2] as DocumentNode;
  if (children.some(([key, { value }]) => key === 'enabled' && value === false)) {
    return 'the tool is switched off there (enabled: false)';
  }
  const hasId = children.some(([key, { value }]) => key === 'id' && typeof value === 'string');
  return hasId ? undefined : 'the tool has no id';
}

function entryId({ path, nodes }: Leaf): string | undefined {
  const at = path.findIndex((segment: Segment) => typeof segment === 'number');
  const entry = at < 0 ? undefined : nodes[at + 1];
  const id = entry?.children.find(([key]) => key === 'id')?.[1].value;
  return typeof id === 'string' ? id : undefined;
}

const keyWords = 'a key belongs into the vault: aim secrets sweep';

function looksLikeKey({ path, nodes }: Leaf): boolean {
  const { value } = nodes.at(-1) as DocumentNode;
  const isLong = typeof value === 'string' && value.length >= 8;
  return isLong && /key|token|secret|password/i.test(String(path.at(-1)));
}

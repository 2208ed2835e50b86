import type { DocumentNode } from '@aim/core';
import type { Segment } from './types.js';

/** A field: a plain value, or a list or object that holds nothing. */
export interface Leaf {
  path: readonly Segment[];
  /** What holds it, from the file itself to the field: one more than `path` is long. */
  nodes: readonly DocumentNode[];
  /** The line of the later value of the same name, which counts in its place. */
  shadowedBy?: number;
}

/** Every field of a file, in the order of its text. Pure. */
export function leavesOf(root: DocumentNode): Leaf[] {
  return collect({ path: [], nodes: [root] });
}

function collect(place: Leaf): Leaf[] {
  const node = place.nodes.at(-1) as DocumentNode;
  if (node.children.length === 0) return [place];
  const lastOf = new Map(node.children);
  return node.children.flatMap(([key, child]) => {
    const later = lastOf.get(key) as DocumentNode;
    const shadowedBy = place.shadowedBy ?? (later === child ? undefined : later.line);
    return collect({
      path: [...place.path, node.kind === 'list' ? Number(key) : key],
      nodes: [...place.nodes, child],
      ...(shadowedBy !== undefined && { shadowedBy }),
    });
  });
}

import { configSchemaJson } from '../generated/config-schema.js';
import { nearest } from '../text/nearest.js';
import { configKey, type ConfigPath } from './config-key.js';

/** The parts of JSON Schema that the configuration's own schema uses. */
interface SchemaNode {
  $ref?: string;
  default?: unknown;
  properties?: Record<string, SchemaNode>;
  additionalProperties?: SchemaNode | false;
  items?: SchemaNode;
  definitions?: Record<string, SchemaNode>;
}

/** The JSON Schema of `aim_config.json` (draft 7), as it is published. */
export function configSchema(): Record<string, unknown> {
  return JSON.parse(configSchemaJson) as Record<string, unknown>;
}

/** What a key means to the schema: its default where it has one, or why there is no such key. */
export type KnownKey = { default?: unknown } | { problem: string };

/** Looks a key up in the schema. */
export function lookUpConfigKey(path: ConfigPath): KnownKey {
  const root = configSchema() as SchemaNode;
  let node = resolved(root, root);
  for (const [index, name] of path.entries()) {
    const next = Object.hasOwn(node.properties ?? {}, name)
      ? node.properties?.[name]
      : node.additionalProperties || (/^\d+$/.test(name) ? node.items : undefined);
    if (!next) return { problem: unknownKey(path, index, Object.keys(node.properties ?? {})) };
    node = resolved(next, root);
  }
  return 'default' in node ? { default: node.default } : {};
}

function unknownKey(path: ConfigPath, index: number, known: readonly string[]): string {
  const full = (name: string) => configKey([...path.slice(0, index), name]);
  const name = path[index] as string;
  const near = nearest(name, known).map(full);
  const advice = near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
  return `There is no key ${full(name)}${advice}`;
}

/** What holds where no file says anything: every default of the schema outside of its maps. */
export function configDefaults(): Record<string, unknown> {
  const root = configSchema() as SchemaNode;
  return (defaultsOf(root, root) ?? {}) as Record<string, unknown>;
}

function defaultsOf(node: SchemaNode, root: SchemaNode): unknown {
  const { default: own, properties = {} } = resolved(node, root);
  if (own !== undefined) return own;
  const below = Object.entries(properties)
    .map(([name, child]) => [name, defaultsOf(child, root)] as const)
    .filter(([, value]) => value !== undefined);
  return below.length === 0 ? undefined : Object.fromEntries(below);
}

function resolved(node: SchemaNode, root: SchemaNode): SchemaNode {
  if (node.$ref === undefined) return node;
  const { $ref, ...own } = node;
  return { ...root.definitions?.[$ref.split('/').at(-1) as string], ...own };
}

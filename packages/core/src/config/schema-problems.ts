import { nearest } from '../text/nearest.js';

/** What the compiled schema says of one violation; the part of Ajv's form that is used here. */
export interface SchemaError {
  keyword: string;
  instancePath: string;
  schemaPath: string;
  params: Record<string, unknown>;
  message?: string;
}

/** One thing that is wrong, before it is looked for in the text. */
export interface Wrong {
  path: readonly string[];
  message: string;
}

/** A compiled schema, which may know the keys of the object at a path, for "did you mean". */
export type Validator = ((value: unknown) => boolean) & {
  errors?: unknown[] | null;
  keysAt?: (path: readonly string[]) => string[] | undefined;
};

/** What a compiled schema says of a value; nothing where it is right. */
export function schemaErrors(validate: Validator, value: unknown): SchemaError[] {
  return validate(value) ? [] : meaningful((validate.errors ?? []) as SchemaError[]);
}

/** Each violation as a sentence: what was expected, and what was found. */
export function explained(
  errors: readonly SchemaError[],
  value: unknown,
  { keysAt }: Pick<Validator, 'keysAt'>,
): Wrong[] {
  return errors.map((error) => {
    const path = pathOf(error);
    return { path, message: explain(error, { value, path, keysAt }) };
  });
}

/** A failed `anyOf` or `propertyNames` reports what is below it too: its own line says enough. */
function meaningful(errors: SchemaError[]): SchemaError[] {
  const choices = new Set(
    errors.filter((error) => error.keyword === 'anyOf').map((error) => error.instancePath),
  );
  return errors.filter(
    ({ keyword, instancePath, schemaPath }) =>
      !schemaPath.includes('/propertyNames/') &&
      (keyword === 'anyOf' || !choices.has(instancePath)),
  );
}

function pathOf(error: SchemaError): string[] {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
  const extra = error.params['additionalProperty'] ?? error.params['propertyName'];
  return typeof extra === 'string' ? [...path, extra] : path;
}

interface Place {
  /** The whole document. */
  value: unknown;
  path: readonly string[];
  keysAt: Validator['keysAt'];
}

function explain(error: SchemaError, { value: root, path, keysAt }: Place): string {
  const found = `found ${typeName(valueAt(root, path))}`;
  switch (error.keyword) {
    case 'additionalProperties': {
      const parent = valueAt(root, path.slice(0, -1));
      const near = nearest(path.at(-1) as string, knownKeys(path, parent, keysAt));
      return `unknown key${near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`}`;
    }
    case 'propertyNames':
      return `expected ${isOfVariables(error) ? 'the name of an environment variable, none of AIM_*' : 'a name of letters, digits, dots, dashes and underscores'}`;
    case 'required':
    case 'dependencies':
      return `expected the key ${String(error.params['missingProperty'])}, found none`;
    case 'type':
      return `expected ${String(error.params['type'])}, ${found}`;
    case 'enum':
      return `expected one of ${(error.params['allowedValues'] as unknown[]).join(', ')}, ${found}`;
    case 'minItems':
      return 'expected at least one item, found none';
    case 'anyOf':
      return `expected a string or a list of strings, ${found}`;
    case 'pattern':
      if (isOfVariables(error)) return `expected a reference aim://NAME, ${found}`;
      return `expected text that matches ${String(error.params['pattern'])}, ${found}`;
    default:
      return `${error.message ?? error.keyword}, ${found}`;
  }
}

/** In `run.env` and `run.commands.*.env` names are variables and values references. */
function isOfVariables({ instancePath }: SchemaError): boolean {
  return /^\/run\/(env|commands\/[^/]+\/env)(\/|$)/.test(instancePath);
}

function knownKeys(
  path: readonly string[],
  parent: unknown,
  keysAt: Validator['keysAt'],
): string[] {
  const taken = typeof parent === 'object' && parent !== null ? Object.keys(parent) : [];
  return (keysAt?.(path.slice(0, -1)) ?? []).filter((key) => !taken.includes(key));
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key],
    root,
  );
}

function typeName(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'string') return 'string';
  return typeof value === 'object' ? 'object' : `${typeof value} ${String(value)}`;
}

import { isPlainObject } from '@aim/core';
import type { CapabilityDefinition } from './capabilities.js';
import type { Limits } from './limits.js';

/** One violation; the part of Ajv's form that is used here. */
interface SchemaError {
  keyword: string;
  instancePath: string;
  params: Record<string, unknown>;
  message?: string;
}

type Validator = ((value: unknown) => boolean) & { errors?: unknown[] | null };

/** Where a job is to run, and what it may not go beyond. */
export interface PayloadScope {
  cwd: string;
  limits: Limits;
}

/**
 * Everything that is wrong with the payload of a job, each as `payload.PATH: expected …, found …`.
 * A capability that AIM does not know by itself has no schema: only the limits and what the
 * configuration requires hold for it. The compiled schemas are loaded here.
 */
export async function payloadProblems(
  { id, requires = [] }: CapabilityDefinition,
  payload: unknown,
  { cwd, limits }: PayloadScope,
): Promise<string[]> {
  if (!isPlainObject(payload)) return [`payload: expected object, found ${kindOf(payload)}`];
  const missing = requires
    .filter((field) => isEmpty(payload[field]))
    .map((field) => `payload.${field}: expected a value (${id} requires it), found nothing`);
  return [
    ...(await schemaProblems(`${id}_input`, payload, 'payload')),
    ...missing,
    ...(await limitProblemsOf(payload, limits, cwd)),
  ];
}

async function limitProblemsOf(payload: object, limits: Limits, cwd: string): Promise<string[]> {
  const { limitProblems } = await import('./check-limits.js');
  return limitProblems(payload, limits, cwd);
}

/** The same for what a tool answered: `content.PATH: expected …, found …`. */
export async function contentProblems(capability: string, content: unknown): Promise<string[]> {
  return schemaProblems(`${capability}_output`, content, 'content');
}

async function schemaProblems(name: string, value: unknown, root: string): Promise<string[]> {
  const validators: Record<string, unknown> = await import('../generated/capability-validators.js');
  if (!Object.hasOwn(validators, name)) return [];
  const validate = validators[name] as Validator;
  if (validate(value)) return [];
  const errors = (validate.errors ?? []) as SchemaError[];
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf');
  const isPart = ({ instancePath, keyword }: SchemaError) =>
    keyword !== 'anyOf' && choices.some((choice) => instancePath.startsWith(choice.instancePath));
  return errors.filter((error) => !isPart(error)).map((error) => sentence(error, value, root));
}

function sentence(error: SchemaError, value: unknown, root: string): string {
  const keys = error.instancePath.split('/').slice(1).map(unescaped);
  if (error.keyword === 'required') keys.push(String(error.params['missingProperty']));
  const found = keys.reduce<unknown>(
    (at, key) => (at as Record<string, unknown> | null)?.[key],
    value,
  );
  return `${[root, ...keys].join('.')}: expected ${expected(error)}, found ${kindOf(found)}`;
}

function expected({ keyword, params, message }: SchemaError): string {
  switch (keyword) {
    case 'type':
      return [params['type']].flat().join(' or ');
    case 'enum':
      return `one of ${(params['allowedValues'] as unknown[]).join(', ')}`;
    case 'required':
      return 'a value';
    case 'pattern':
    case 'minLength':
      return 'a text that is not empty';
    case 'minItems':
      return 'at least one item';
    case 'anyOf':
      return 'a text, or a list of texts';
    default:
      return (message ?? keyword).replace(/^must be /, '');
  }
}

// A payload may hold what the user would not see repeated: only its form is told.
function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value === '') return 'an empty text';
  return typeof value;
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

function unescaped(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

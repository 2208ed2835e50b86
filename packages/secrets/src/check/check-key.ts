import type { ProviderDetails } from '@aim/core';
import { checkShape, type ShapeAnswer } from './check-shape.js';
import type { KeyFinding } from './finding.js';
import { isPlaceholder } from './placeholder.js';
import { providerOf } from './provider-of.js';

export interface CheckedKey extends ShapeAnswer {
  /** The id of the provider that the name belongs to; null for a secret of no known one. */
  provider: string | null;
}

export interface KeyToCheck {
  name: string;
  value: string;
  providers: readonly ProviderDetails[];
  /** The key goes to another service than the provider's own, which has keys of its own form. */
  elsewhere?: boolean;
}

/**
 * What can be said of a key without asking anybody. A secret of no known provider may be anything:
 * of it only an empty value, and one that looks like a placeholder, are told. Pure.
 */
export function checkKey({ name, value, providers, elsewhere = false }: KeyToCheck): CheckedKey {
  const found = providerOf(name, providers);
  if (value === '') {
    return only(found?.provider, { id: 'empty', severity: 'fail', message: 'it is empty' });
  }
  if (isPlaceholder(value)) {
    const severity = found === undefined || elsewhere ? 'warn' : 'fail';
    const message = 'it looks like a placeholder';
    return only(found?.provider, { id: 'placeholder', severity, message });
  }
  if (found === undefined) return { provider: null, kind: null, findings: [] };
  const wrapped = wrapping(value);
  const inner = wrapped === undefined ? value : unwrap(value);
  const shape = checkShape({ ...found, value: inner, providers });
  const findings = [...(wrapped === undefined ? [] : [wrapped]), ...shape.findings];
  return {
    provider: found.provider.id,
    kind: shape.kind,
    findings: elsewhere ? findings.map(asNote) : findings,
  };
}

function only(provider: ProviderDetails | undefined, finding: KeyFinding): CheckedKey {
  return { provider: provider?.id ?? null, kind: null, findings: [finding] };
}

/** No key of a provider has blanks, line breaks or quotation marks around or in it. */
function wrapping(value: string): KeyFinding | undefined {
  if (/\s/.test(value)) {
    return { id: 'whitespace', severity: 'fail', message: 'it has blanks or line breaks' };
  }
  if (unwrap(value) === value) return undefined;
  return { id: 'quoted', severity: 'fail', message: 'it stands in quotation marks' };
}

function unwrap(value: string): string {
  return value.trim().replace(/^(["'`])(.*)\1$/s, '$2');
}

function asNote(finding: KeyFinding): KeyFinding {
  return finding.severity === 'info' || finding.id === 'whitespace'
    ? finding
    : { ...finding, severity: 'info' };
}

import type { SecretInfo } from '@aim/services';
import { existence } from '../../../render/secrets.js';
import type { Field } from '../../components/fields.js';
import type { TableRow } from '../../components/table.js';
import type { ColumnSpec } from '../../layout/fit-columns.js';

export const secretColumns: readonly ColumnSpec[] = [
  { head: 'NAME', min: 15, max: 40, priority: 9 },
  { head: 'STORE', min: 5, max: 8, priority: 5 },
  { head: 'THERE', min: 5, max: 7, priority: 8 },
  { head: 'EXPIRES', min: 10, max: 10, priority: 7 },
  { head: 'CHANGED', min: 10, max: 10, priority: 4 },
  { head: 'DESCRIPTION', min: 10, max: 60, priority: 3 },
];

/** A secret in the list: its name and what is known of it, never its value. */
export function secretRow(secret: SecretInfo): TableRow {
  return {
    id: secret.name,
    cells: [
      secret.name,
      secret.backend,
      existence(secret),
      secret.expiresAt?.slice(0, 10) ?? '-',
      secret.updatedAt.slice(0, 10),
      secret.description,
    ],
    ...(secret.exists === false && { tokens: { 2: 'fail' } }),
  };
}

/** The most characters of a value that are shown. */
const mostShown = 500;

/** Everything that is known of a secret; its value only while it may be seen. */
export function secretFields(
  secret: SecretInfo,
  revealed: { name: string; value: string } | null,
): Field[] {
  const checked = secret.checkedAt === null ? 'never asked' : `asked: ${secret.checkedAt}`;
  return [
    { label: 'secret', value: secret.name },
    ...(revealed?.name === secret.name ? valueFields(revealed.value) : []),
    { label: 'about', value: secret.description === '' ? '-' : secret.description },
    { label: 'store', value: secret.backend },
    { label: 'there', value: `${existence(secret)} (${checked})` },
    { label: 'created', value: secret.createdAt },
    { label: 'changed', value: secret.updatedAt },
    { label: 'last used', value: secret.lastUsedAt ?? '-' },
    { label: 'expires', value: secret.expiresAt ?? '-' },
  ];
}

function valueFields(value: string): Field[] {
  const isCut = value.length > mostShown;
  return [
    { label: 'value', value: isCut ? value.slice(0, mostShown) : value, token: 'selected' },
    {
      label: '',
      value: `${isCut ? 'Its start only. ' : ''}Hidden again after 10 s, or by any key.`,
      token: 'secondary',
    },
  ];
}

import { httpUrl } from '../../../tools/endpoint-address.js';
import { valueAt } from '../json.js';
import type { ListedModel } from './protocol.js';

/** The address with its version, `/v1` unless it names one, and a slash at its end. */
export function versionedBase(text: string): URL | undefined {
  const url = httpUrl(text);
  if (url === undefined) return undefined;
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = /\/v\d+[a-z0-9]*$/.test(path) ? `${path}/` : `${path}/v1/`;
  return url;
}

export function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The models of a list `{data: [{id}]}`. */
export function modelsById(json: unknown): ListedModel[] {
  return listOf(valueAt(json, 'data')).flatMap((each) => {
    const name = asText(valueAt(each, 'id'));
    return name === undefined ? [] : [{ name, isElsewhere: false }];
  });
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function bearer(key: string | undefined): Record<string, string> {
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}

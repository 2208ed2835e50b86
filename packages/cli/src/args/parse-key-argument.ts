import { isVariableName } from '@aim/core';

/** A secret by name, and the variable that it is to fill when one is given. */
export interface KeyArgument {
  env?: string;
  secret: string;
}

/** `KEY` or `ENV=KEY`; undefined for any other form. The name of the secret is checked by nobody. */
export function parseKeyArgument(text: string): KeyArgument | undefined {
  const [first = '', second, ...more] = text.split('=');
  if (second === undefined) return first === '' ? undefined : { secret: first };
  if (more.length > 0 || second === '' || !isVariableName(first)) return undefined;
  return { env: first, secret: second };
}

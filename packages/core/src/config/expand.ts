/** A text with all variables replaced, or the names of those that are not set. */
export type Expansion = { text: string } | { missing: string[] };

export interface ExpansionScope {
  env: Readonly<Record<string, string | undefined>>;
  home: string;
}

const reference =
  /\$\$|%([A-Za-z_][A-Za-z0-9_]*)%|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}|\$([A-Za-z_][A-Za-z0-9_]*)/g;

/** A file of AIM+ names the home as Windows does, on every system. */
const homeNames: ReadonlySet<string> = new Set(['USERPROFILE', 'HOME']);

/**
 * Replaces `%X%`, `${X}`, `${X:-default}`, `$X` and a leading `~` in a configured string; `$$`
 * stands for one `$`. One pass: a value that holds such a form is not expanded again. `USERPROFILE`
 * and `HOME` are the home folder where they are not set.
 */
export function expand(text: string, scope: ExpansionScope): Expansion {
  const missing = new Set<string>();
  const expanded = text.replace(reference, (form: string, ...groups: (string | undefined)[]) => {
    if (form === '$$') return '$';
    const [percent, braced, fallback, plain] = groups;
    const name = (percent ?? braced ?? plain) as string;
    const value = scope.env[name] ?? (homeNames.has(name) ? scope.home : undefined);
    if (value !== undefined && !(value === '' && fallback !== undefined)) return value;
    if (fallback !== undefined) return fallback;
    missing.add(name);
    return form;
  });
  if (missing.size > 0) return { missing: [...missing] };
  return { text: expanded.replace(/^~(?=$|[\\/])/, () => scope.home) };
}

/** Expands, or answers undefined when a variable is not set: for lists of places that may exist. */
export function expandIfDefined(text: string, scope: ExpansionScope): string | undefined {
  const result = expand(text, scope);
  return 'text' in result ? result.text : undefined;
}

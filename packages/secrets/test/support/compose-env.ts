/**
 * Reads a `.env` file by the documented rules of Docker Compose: single quotes are literal but for
 * `\'`; double quotes know escapes and variables; a value without quotes knows variables, and ends
 * with its line or before ` #`.
 */
export function parseAsCompose(text: string): Record<string, string> {
  const statement =
    /(\w+)=(?:'((?:\\'|\\(?!')|[^'\\])*)'|"((?:\\.|[^\\"])*)"|([^'"\n][^\n]*)?)\n/gsy;
  const variables = new Map<string, string>();
  while (statement.lastIndex < text.length) {
    const [, name, single, double, bare = ''] = statement.exec(text) ?? [];
    if (name === undefined) throw new Error('This is no statement');
    if (single !== undefined) variables.set(name, single.replaceAll("\\'", "'"));
    else if (double !== undefined)
      variables.set(name, interpolated(double.replace(/\\(.)/gs, unescape)));
    else variables.set(name, interpolated(bare.replace(/ #.*/, '').trim()));
  }
  return Object.fromEntries(variables);
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

function unescape(_all: string, character: string): string {
  return escapes[character] ?? character;
}

/** With no variable set; `$$` is a dollar. */
function interpolated(text: string): string {
  return text.replace(/\$(?:(\$)|\{[^}]*\}|\w+)/g, (_all, dollar?: string) => dollar ?? '');
}

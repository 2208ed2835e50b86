import { knownKeyNames, type Catalogue, type KeyVariable } from '@aim/core';

/** What a question is about: the variables of a tool that a key fills, and how files name them. */
export interface Subject {
  variables: string[];
  /** The same, and the key itself. */
  names: ReadonlySet<string>;
  /**
   * Whether something of these names in a file is about the key: `unsure` where they tell neither
   * that it is nor that it is about another one.
   */
  concerns: (names: readonly string[]) => 'yes' | 'no' | 'unsure';
}

/** Undefined for a tool that reads no such key. */
export function subjectOf(
  key: string,
  keys: readonly KeyVariable[],
  catalogue: Catalogue,
): Subject | undefined {
  const own = keys.filter(({ env, secrets = [env] }) => env === key || secrets.includes(key));
  if (own.length === 0) return undefined;
  const variables = own.map(({ env }) => env);
  const names = new Set([key, ...variables]);
  const providers = catalogue.providers.filter((each) => each.keys.some((env) => names.has(env)));
  const mine = new Set([
    ...[...names].map(stem),
    ...providers.flatMap(({ id, keys: theirs }) => [stem(id), ...theirs.map(stem)]),
  ]);
  const known = knownKeyNames(catalogue);
  const all = new Set([...known, ...catalogue.providers.map(({ id }) => id)].map(stem));
  const judge = (name: string) => {
    if (isVariable(name)) return variables.includes(name) ? 'yes' : 'no';
    if (mine.has(stem(name))) return 'yes';
    return all.has(stem(name)) ? 'no' : 'unsure';
  };
  return {
    variables,
    names,
    concerns: (given) => {
      const judged = given.map(judge);
      if (judged.includes('yes')) return 'yes';
      return judged.includes('no') ? 'no' : 'unsure';
    },
  };
}

function isVariable(name: string): boolean {
  return /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name);
}

/** `OPENAI_API_KEY`, `openAiApiKey` and `openai` are one: what is left without case and endings. */
function stem(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain.replace(/^llm(?=.*key$)/, '').replace(/(?:api)?(?:key|token)$/, '') || plain;
}

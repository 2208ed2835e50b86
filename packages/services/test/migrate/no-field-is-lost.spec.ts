import { expect, it } from '@jest/globals';
import { parseConfig, readDocument } from '@aim/core';
import fc from 'fast-check';
import { aimPlusRules } from '../../src/migrate/aim-plus-rules.js';
import { planConfig } from '../../src/migrate/plan-config.js';
import { toolstackRules } from '../../src/migrate/toolstack-rules.js';
import type { ConfigPlan, MigrationSource, SourceKind } from '../../src/migrate/types.js';

/** Names that mean something, so that most of what is made is nearly right. */
const names = [...aimPlusRules, ...toolstackRules]
  .flatMap(({ from }) => from.split('.'))
  .filter((part) => !/^(\*|\*\*|#)$/.test(part));
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...names) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'name',
      'models',
      'endpoint',
      'scanner',
      'pipx',
      'aider',
      '__proto__',
    ),
  },
  fc.string({ maxLength: 6 }),
);
const plain = fc.oneof(fc.string({ maxLength: 8 }), fc.integer(), fc.boolean(), fc.constant(null));
const { file: content } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'medium' }, plain, tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(name, tie('value'), { maxKeys: 5 }),
  file: fc.dictionary(name, tie('value'), { maxKeys: 8 }),
}));
const kind = fc.constantFrom<SourceKind>('registry', 'rules', 'bridge', 'config', 'toolstack');
const old = fc.record({ kind, content });

/** Counted apart from the code that plans: each plain value, each list and object without entries. */
function leafPaths(value: unknown, path: string[] = []): string[] {
  if (typeof value !== 'object' || value === null) return [path.join('.')];
  const entries = Object.entries(value);
  if (entries.length === 0) return [path.join('.')];
  return entries.flatMap(([key, held]) => leafPaths(held, [...path, key]));
}

async function sourceOf(
  each: { kind: SourceKind; content: unknown },
  i: number,
): Promise<MigrationSource> {
  const reading = await readDocument(JSON.stringify(each.content), 'json');
  if (!('root' in reading)) throw new Error(reading.problem);
  return { kind: each.kind, file: `/old/${i}.json`, tree: '/old', root: reading.root };
}

async function planOf(
  files: readonly { kind: SourceKind; content: unknown }[],
  present?: ConfigPlan,
) {
  const sources = await Promise.all(files.map(sourceOf));
  const target = { file: '/new', config: present?.config };
  return planConfig(sources, target, { platform: 'linux' });
}

it('every field of every file is in the plan, with a place or a reason', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(old, { minLength: 1, maxLength: 3 }), async (files) => {
      const { fields, config } = await planOf(files);
      for (const [i, file] of files.entries()) {
        const told = fields.filter((field) => field.file === `/old/${i}.json`);
        expect(told.map(({ path }) => path)).toEqual(leafPaths(file.content));
      }
      for (const { outcome, to, note } of fields) {
        expect(outcome === 'dropped' ? note : to).toEqual(expect.stringMatching(/./));
        if (outcome === 'overruled') expect(note).toContain('says otherwise');
      }
      await expect(parseConfig('new', JSON.stringify(config))).resolves.toEqual(config);
    }),
    { numRuns: 150 },
  );
});

it('what is carried is in the new file, and a second time there is nothing to carry', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(old, { minLength: 1, maxLength: 3 }), async (files) => {
      const plan = await planOf(files);
      const places = leafPaths(plan.config).map((path) => path.replace(/(\.\d+)+$/, ''));
      for (const { outcome, to } of plan.fields) {
        if (outcome !== 'carried') continue;
        const isThere = places.some((place) => place === to || place.startsWith(`${to}.`));
        expect([to, isThere]).toEqual([to, true]);
      }
      const again = await planOf(files, plan);
      expect(again.changed).toBe(false);
      expect(again.fields.filter(({ outcome }) => outcome === 'carried')).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

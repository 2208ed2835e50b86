import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentPage, pagePath } from '../catalogue-docs/page.mjs';
import { root } from '../lib/root.mjs';

it('docs/catalogue.md says what the data says (node tools/catalogue-docs/write.mjs)', async () => {
  expect(readFileSync(join(root, pagePath), 'utf8')).toBe(await currentPage(root));
});

// `node tools/catalogue-docs/write.mjs`: writes docs/catalogue.md anew.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';
import { currentPage, pagePath } from './page.mjs';

writeFileSync(join(root, pagePath), await currentPage(root));

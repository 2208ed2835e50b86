// JSON Schemas as code that imports nothing: compiled when AIM is built, since compiling them at
// the start would cost more than the rest of the start.
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { root } from './root.mjs';

/**
 * @param schemas - every schema that another one may name
 * @param references - the `$id` of each schema that is exported, by the name to export
 * @returns an ES module that exports a check by each name
 */
export async function compileSchemas(schemas, references) {
  // A definition is one function, not a copy at each use: V8 compiles it in half the time.
  const options = { allErrors: true, allowUnionTypes: true, inlineRefs: false };
  const ajv = new Ajv({ ...options, code: { source: true, esm: true, lines: false } });
  for (const schema of schemas) ajv.addSchema(schema);
  // Ajv's code asks for small helpers of its own: they are bundled in.
  const bundled = await build({
    stdin: { contents: standaloneCode(ajv, references), resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'esm',
    write: false,
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
  });
  return bundled.outputFiles[0].text;
}

import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { scanDuplicates } from '../../src/index.js';
import { modelFileOf } from '../../src/scan/duplicates/model-names.js';
import { treeOf } from './tree.js';

const hex = 'ab'.repeat(32);

describe('modelFileOf', () => {
  it.each([
    [`/home/u/.ollama/models/blobs/sha256-${hex}`, 'Ollama', hex],
    [`/h/.cache/huggingface/hub/models--org--m/blobs/${hex}`, 'Hugging Face', hex],
    [`/h/hub/models--org--m/blobs/${hex.slice(0, 40)}`, 'Hugging Face', hex.slice(0, 40)],
    ['/h/.lmstudio/models/org/m/m-Q4.gguf', 'LM Studio', null],
    ['/h/.cache/lm-studio/models/org/m/m-Q4.gguf', 'LM Studio', null],
    ['/h/.cache/llama.cpp/org_m_Q4.gguf', 'llama.cpp', null],
    ['C:\\Users\\u\\.ollama\\models\\blobs\\sha256-' + hex, 'Ollama', hex],
  ])('%s', (path, holder, hash) => {
    expect(modelFileOf(path)).toEqual({ holder, hash });
  });

  it.each([`/h/.ollama/models/blobs/sha256-${hex}-partial`, `/h/${hex}`, '/h/llama.cpp/main.c'])(
    '%s is none',
    (path) => expect(modelFileOf(path)).toBeUndefined(),
  );
});

describe('the file of a model that several tools keep', () => {
  const content = Buffer.alloc(1_100_000, 3);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const files = {
    [`.ollama/models/blobs/sha256-${sha256}`]: content,
    [`huggingface/hub/models--org--m/blobs/${sha256}`]: content,
  };
  const scan = (tree: Record<string, Buffer>, trustNames = true) =>
    scanDuplicates({ paths: [treeOf(tree)], cwd: '/', trustNames });

  it('is known by names that are hashes, without reading', async () => {
    const { groups, summary } = await scan(files);
    expect(groups).toMatchObject([
      {
        hash: `sha256:${sha256}`,
        proof: 'name',
        model: { holders: ['Hugging Face', 'Ollama'], sha256 },
        wastedBytes: 1_100_000,
      },
    ]);
    expect(summary.readBytes).toBe(0);
  });

  it('is compared where a name tells nothing', async () => {
    const { groups, summary } = await scan({ ...files, '.lmstudio/models/o/m/m.gguf': content });
    expect(groups).toMatchObject([
      { proof: 'name', model: { holders: ['Hugging Face', 'LM Studio', 'Ollama'] } },
    ]);
    expect(groups[0]?.files).toHaveLength(3);
    expect(summary.readBytes).toBeGreaterThan(2_000_000);
  });

  it('is compared when names are not to be trusted, and one may lie', async () => {
    const lying = { ...files, [`other/models--o--m/blobs/${sha256}`]: Buffer.alloc(1_100_000, 4) };
    expect((await scan(lying, false)).groups).toMatchObject([
      { proof: 'bytes', wastedBytes: 1_100_000 },
    ]);
  });
});

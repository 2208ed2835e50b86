// The trees of files that the bench of `aim scan duplicates` searches. Each is drawn from its seed,
// so that another run searches the same.
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';

const block = 1 << 20;

/** `count` files of 0 to 16 KiB, 15 % of them copies, in folders like those of node_modules. */
export function makeSmallFiles(root, count) {
  const random = randomOf(1);
  const written = [];
  let folder = root;
  for (let index = 0; index < count; index += 1) {
    if (index % 12 === 0) {
      folder = join(root, `p${Math.floor(index / 1200)}`, `m${Math.floor(index / 120) % 10}`);
      if (index % 120 !== 0) folder = join(folder, 'lib', `d${index % 120}`);
      fs.mkdirSync(folder, { recursive: true });
    }
    const isCopy = written.length > 0 && random() < 0.15;
    const content = isCopy ? written[Math.floor(random() * written.length)] : newContent(random);
    if (!isCopy && written.length < 20_000) written.push(content);
    fs.writeFileSync(join(folder, `f${index}.js`), bytesOf(content));
  }
}

/** 300 files of 1 to 64 MB, about 4 GB: copies, near-copies, hard links, links, sparse, empty. */
export function makeLargeFiles(root) {
  const random = randomOf(2);
  fs.mkdirSync(join(root, 'a'), { recursive: true });
  fs.mkdirSync(join(root, 'b'));
  const place = (index) => join(root, index % 2 === 0 ? 'a' : 'b', `file-${index}.bin`);
  const plain = [];
  for (let index = 0; index < 300; index += 1) {
    const file = place(index);
    const kind = index < 20 ? 0 : random();
    const from = plain[Math.floor(random() * plain.length)];
    if (kind < 0.55) {
      const size = Math.floor(1e6 * Math.exp(random() * Math.log(64)));
      writeRandom(file, size, index + 1);
      plain.push(file);
    } else if (kind < 0.85) {
      fs.copyFileSync(from, file);
    } else {
      fs.copyFileSync(from, file);
      flipByte(file, kind < 0.92 ? 0.5 : 1);
    }
  }
  fs.linkSync(place(0), join(root, 'b', 'hard-link.bin'));
  fs.symlinkSync(place(1), join(root, 'b', 'link.bin'));
  fs.symlinkSync(join(root, 'a'), join(root, 'b', 'link-to-a'));
  for (const name of ['empty-1', 'empty-2']) fs.writeFileSync(join(root, name), '');
  for (const name of ['sparse-1', 'sparse-2']) {
    fs.writeFileSync(join(root, name), 'x');
    fs.truncateSync(join(root, name), 8e6);
  }
}

/** Models in the caches of Hugging Face, Ollama and LM Studio, some in two or three; about 3 GB. */
export function makeModels(root) {
  const random = randomOf(3);
  fs.mkdirSync(root, { recursive: true });
  for (let index = 0; index < 24; index += 1) {
    const size = Math.floor(2e7 * Math.exp(random() * Math.log(8)));
    const source = join(root, 'source.tmp');
    const sha256 = writeRandom(source, size, 1000 + index);
    const repo = join(root, 'huggingface/hub', `models--org--model-${index}`);
    const blob = join(repo, 'blobs', sha256);
    const ollama = join(root, 'ollama/models/blobs', `sha256-${sha256}`);
    const studio = join(root, 'lmstudio/models/org', `model-${index}`, 'model.gguf');
    const holders = [[blob], [blob, ollama], [blob, ollama, studio], [studio], [ollama]];
    for (const file of holders[index % holders.length]) copyInto(source, file);
    fs.rmSync(source);
    if (fs.existsSync(blob)) {
      fs.mkdirSync(join(repo, 'snapshots/main'), { recursive: true });
      fs.symlinkSync(`../../blobs/${sha256}`, join(repo, 'snapshots/main/model.gguf'));
    }
    for (const name of ['config.json', 'tokenizer.json']) {
      const text = JSON.stringify({ name, model: index % 6 });
      copyText(text.padEnd(1000), join(repo, 'blobs', `${index}-${name}`));
    }
  }
}

function copyInto(source, file) {
  fs.mkdirSync(dirname(file), { recursive: true });
  fs.copyFileSync(source, file);
}

function copyText(text, file) {
  fs.mkdirSync(dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

function newContent(random) {
  const normal = Math.sqrt(-2 * Math.log(random() || 1e-9)) * Math.cos(2 * Math.PI * random());
  const size = Math.min(16_384, Math.floor(Math.exp(7.6 + 1.1 * normal)));
  return { size, seed: Math.floor(random() * 2 ** 32) };
}

const pool = randomBytesOf(99, 1 << 22);

/** Bytes that no other seed has at the same place, but for one in some thousand. */
function bytesOf({ size, seed }) {
  const start = seed % (pool.length - size - 1);
  return pool.subarray(start, start + size);
}

/** @returns the SHA-256 of what was written */
function writeRandom(file, size, seed) {
  const hash = createHash('sha256');
  const bytes = randomBytesOf(seed, block);
  const descriptor = fs.openSync(file, 'w');
  for (let offset = 0; offset < size; offset += block) {
    bytes.writeUInt32LE(offset >>> 0, 0);
    bytes.writeUInt32LE(seed, 4);
    const part = bytes.subarray(0, Math.min(block, size - offset));
    fs.writeSync(descriptor, part);
    hash.update(part);
  }
  fs.closeSync(descriptor);
  return hash.digest('hex');
}

function flipByte(file, where) {
  const descriptor = fs.openSync(file, 'r+');
  const at = Math.floor((fs.fstatSync(descriptor).size - 1) * where);
  const byte = Buffer.alloc(1);
  fs.readSync(descriptor, byte, 0, 1, at);
  byte[0] ^= 1;
  fs.writeSync(descriptor, byte, 0, 1, at);
  fs.closeSync(descriptor);
}

function randomBytesOf(seed, size) {
  const random = randomOf(seed);
  const words = new Uint32Array(size / 4);
  for (let index = 0; index < words.length; index += 1) words[index] = random() * 2 ** 32;
  return Buffer.from(words.buffer);
}

/** mulberry32: numbers from 0 to 1, the same for the same seed. */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

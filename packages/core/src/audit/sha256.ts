const roundConstants = new Int32Array(64);
const initialState = new Int32Array(8);
fillConstants();

/**
 * SHA-256 in hex. For the few hundred bytes that a quick command hashes: loading `crypto` takes it
 * several times as long. Whoever hashes more uses `crypto`.
 */
export function sha256Hex(bytes: Uint8Array): string {
  const padded = pad(bytes);
  const state = Int32Array.from(initialState);
  for (let at = 0; at < padded.length; at += 64) addBlock(state, padded.subarray(at, at + 64));
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** The first 32 bits of the fractions of the roots of the first primes, as FIPS 180-4 has them. */
function fillConstants(): void {
  const fraction = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0;
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) {
    if (primes.some((prime) => n % prime === 0)) continue;
    if (primes.length < 8) initialState[primes.length] = fraction(Math.sqrt(n));
    roundConstants[primes.length] = fraction(Math.cbrt(n));
    primes.push(n);
  }
}

function pad(bytes: Uint8Array): Buffer {
  const length = (Math.floor((bytes.length + 8) / 64) + 1) * 64;
  const padded = Buffer.alloc(length);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  padded.writeBigUInt64BE(BigInt(bytes.length) * 8n, length - 8);
  return padded;
}

// Without V8's compiler, as the first records of a process are hashed, each array made here counts.
function addBlock(state: Int32Array, block: Buffer): void {
  const words = new Int32Array(64);
  for (let i = 0; i < 16; i++) words[i] = block.readInt32BE(i * 4);
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15] as number;
    const y = words[i - 2] as number;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[i] = (words[i - 16] as number) + s0 + (words[i - 7] as number) + s1;
  }
  const at = (i: number) => state[i] as number;
  let [a, b, c, d, e, f, g, h] = [at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7)];
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const choice = (e & f) ^ (~e & g);
    const first = (h + s1 + choice + (roundConstants[i] as number) + (words[i] as number)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + s0 + majority) | 0;
  }
  state[0] = at(0) + a;
  state[1] = at(1) + b;
  state[2] = at(2) + c;
  state[3] = at(3) + d;
  state[4] = at(4) + e;
  state[5] = at(5) + f;
  state[6] = at(6) + g;
  state[7] = at(7) + h;
}

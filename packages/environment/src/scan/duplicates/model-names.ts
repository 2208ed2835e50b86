/** What the path of a model's file tells. */
export interface ModelFile {
  /** The tool that keeps it. */
  holder: string;
  /** The hash that its name is, in hex; null for a name of people's own. */
  hash: string | null;
}

/** Who keeps a file of a model, and where its name is a hash of its content. */
const keepers: readonly { holder: string; pattern: RegExp }[] = [
  { holder: 'Ollama', pattern: /\/blobs\/sha256-(?<hash>[0-9a-f]{64})$/ },
  {
    holder: 'Hugging Face',
    pattern: /\/(?:models|datasets|spaces)--[^/]+\/blobs\/(?<hash>[0-9a-f]{64}|[0-9a-f]{40})$/,
  },
  { holder: 'Hugging Face', pattern: /\/huggingface\/.+\.(?:gguf|safetensors|bin|pt|onnx)$/i },
  {
    holder: 'LM Studio',
    pattern: /\/(?:\.?lm-?studio)\/(?:.+\/)?[^/]+\.(?:gguf|safetensors|bin)$/i,
  },
  { holder: 'llama.cpp', pattern: /\/llama\.cpp\/(?:.+\/)?[^/]+\.gguf$/i },
];

/**
 * Tells whether a path is that of a model's file which a tool keeps: Ollama and Hugging Face name
 * their files by the hash of the content (SHA-256; Hugging Face also the SHA-1 of git).
 */
export function modelFileOf(path: string): ModelFile | undefined {
  const plain = path.replaceAll('\\', '/');
  for (const { holder, pattern } of keepers) {
    const match = pattern.exec(plain);
    if (match !== null) return { holder, hash: match.groups?.['hash'] ?? null };
  }
  return undefined;
}

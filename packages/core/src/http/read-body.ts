/**
 * The whole body of an answer as text; undefined when it has more bytes than `maxBytes`.
 *
 * @param heard - called for each piece that comes
 */
export async function readBody(
  response: Response,
  maxBytes: number,
  heard?: (chunk: Uint8Array) => void,
): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    heard?.(chunk);
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

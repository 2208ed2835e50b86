import { loopbackServer, type Heard, type Reply } from './loopback-server.js';

export interface TestRegistry {
  url: string;
  /** `METHOD PATH` of each request, with the ETag that it named. */
  asked: () => string[];
  close: () => Promise<void>;
}

/**
 * A registry on this machine that knows these packages and their `latest`, and gives ETags.
 *
 * @param answer - what it answers instead
 */
export async function startRegistry(
  packages: Record<string, string>,
  answer?: () => Reply,
): Promise<TestRegistry> {
  const { origin, heard, close } = await loopbackServer((request) => {
    if (answer !== undefined) return answer();
    const latest = packages[decodeURIComponent(request.url.slice(1))];
    if (latest === undefined) return { status: 404 };
    const etag = `"${latest}"`;
    if (request.headers['if-none-match'] === etag) return { status: 304, headers: { etag } };
    const body = { 'dist-tags': { latest, next: '99.0.0' }, versions: {} };
    return { status: 200, headers: { etag }, body };
  });
  return { url: `${origin}/`, asked: () => heard.map(words), close };
}

function words({ method, url, headers }: Heard): string {
  const etag = headers['if-none-match'];
  return `${method} ${url}${etag === undefined ? '' : ` ${etag}`}`;
}

import type { ConfigSource, Finding } from '@aim/core';

/** What a user should know of the configuration files in use. */
export function configFindings(sources: readonly ConfigSource[]): Finding[] {
  return sources
    .filter((source) => source.withheld.length > 0)
    .map((source) => ({
      id: 'config.untrusted',
      severity: 'warn' as const,
      message: `${source.path} is not trusted: ignored ${source.withheld.map((part) => part.path).join(', ')}`,
      fix: 'Read the file, then: aim trust',
    }));
}

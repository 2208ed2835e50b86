import type { LimitsConfig } from '@aim/core';

/** What no job may go beyond, whatever tool takes it. */
export interface Limits {
  maxPayloadBytes: number;
  maxFiles: number;
  /** How many jobs run at once, over all processes; no end of them unless told. */
  maxConcurrent?: number;
  allowedFiles?: readonly string[];
  /** Globs; one that begins with `!` allows what it fits. */
  forbiddenPaths: readonly string[];
}

/** Where credentials lie, and what a tool has no business in. */
const defaultForbidden = [
  '**/.git/**',
  '**/.ssh/**',
  '**/.gnupg/**',
  '**/.aws/**',
  '**/.netrc',
  '**/.npmrc',
  '**/.pypirc',
  '**/.env',
  '**/.env.!(example|sample|template)',
  '**/*.{pem,key,p12,pfx}',
  '**/id_{rsa,dsa,ecdsa,ed25519}',
];

/**
 * The limits of AIM+, where the configuration sets no others. What it forbids is forbidden beside
 * what is by default.
 */
export function limitsOf({ forbiddenPaths = [], ...config }: LimitsConfig = {}): Limits {
  return {
    maxPayloadBytes: 1024 * 1024,
    maxFiles: 50,
    ...config,
    forbiddenPaths: [...defaultForbidden, ...forbiddenPaths],
  };
}

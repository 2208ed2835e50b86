import type { Host } from '@aim/core';
import { isAbsolute, resolve } from 'node:path';
import { npmSettings, publicRegistry } from '../../versions/npm-registry.js';
import { listed, unsetVariables } from '../command-text.js';
import { targetOf } from '../look-at-files.js';
import type { CheckFinding, HealthCheck } from '../types.js';

export const networkSettings: HealthCheck = {
  id: 'network_settings',
  group: 'managers',
  title: 'Registry, proxy and certificates',
  description:
    'How installers reach the network: warns of a registry that is no https address and of a variable or setting that names a file of certificates which is not there, mentions another registry than npm’s own and proxies. Tells no part of an address but its host.',
  run: ({ host }) => {
    const findings = [...registries(host), ...certificates(host), ...proxies(host)];
    if (findings.length > 0) return findings;
    return [{ status: 'ok', message: 'npm’s own registry, no proxy' }];
  },
};

function registries(host: Host): CheckFinding[] {
  const settings = npmSettings(host);
  const byVariable = ['npm_config_registry', 'NPM_CONFIG_REGISTRY'].flatMap((name) =>
    host.env[name] ? [{ name, address: host.env[name] }] : [],
  );
  const byFile = [...settings].flatMap(([name, address]) =>
    name === 'registry' || name.endsWith(':registry')
      ? [{ name: `${name} in .npmrc`, address }]
      : [],
  );
  return [...byVariable.slice(0, 1), ...byFile].flatMap(registry);
}

function registry({ name, address }: { name: string; address: string }): CheckFinding[] {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return [{ status: 'warn', message: `${name} is no address of a registry`, evidence: name }];
  }
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'http:' && !isLocal) {
    const message = `npm asks ${url.host} without https: anybody on the way can change packages`;
    return [{ status: 'warn', message, evidence: name }];
  }
  if (url.host === new URL(publicRegistry).host) return [];
  return [{ status: 'info', message: `npm asks ${url.host}`, evidence: name }];
}

const certificateVariables = [
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'npm_config_cafile',
];

function certificates(host: Host): CheckFinding[] {
  const missing = certificateVariables.filter((name) => isMissing(host.env[name], host));
  const cafile = npmSettings(host).get('cafile');
  return [
    ...missing.map((name): CheckFinding => ({
      status: 'warn',
      message: `${name} names a file that is not there: connections may fail, or trust nobody of yours`,
      evidence: name,
      fix: unsetVariables([name], host),
    })),
    ...(isMissing(cafile, host)
      ? [
          {
            status: 'warn' as const,
            message: 'cafile in .npmrc names a file that is not there',
            evidence: 'cafile in .npmrc',
            fix: 'npm config delete cafile',
          },
        ]
      : []),
  ];
}

function isMissing(path: string | undefined, { cwd }: Host): boolean {
  if (path === undefined || path === '' || path.includes('$')) return false;
  return targetOf(isAbsolute(path) ? path : resolve(cwd, path)) === undefined;
}

const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY'];

function proxies({ env }: Host): CheckFinding[] {
  const set = proxyVariables.filter((name) => (env[name] ?? '') !== '');
  if (set.length === 0) return [];
  const message = `Programs go through a proxy: ${listed(set)} ${set.length === 1 ? 'is' : 'are'} set`;
  return [{ status: 'info', message, evidence: listed(set) }];
}

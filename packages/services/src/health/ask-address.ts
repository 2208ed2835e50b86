import { readBody } from '@aim/core';
import type { NetworkProbe } from '@aim/environment';

const mostBodyBytes = 1024 * 1024;

/** Asks over the network for a check: follows no redirect, sends no credential. */
export const askAddress: NetworkProbe = async (url, signal, { method = 'GET', readsBody } = {}) => {
  const answer = await fetch(url, { method, signal, redirect: 'manual' });
  const { status, headers } = answer;
  const about = { status, date: headers.get('date'), age: headers.get('age') };
  if (readsBody === true) {
    return { ...about, body: (await readBody(answer, mostBodyBytes)) ?? null };
  }
  await answer.body?.cancel();
  return { ...about, body: null };
};

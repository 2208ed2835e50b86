import type { CheckedSecret, OnlineAnswer } from '@aim/services';

/** What the provider said, and who was asked where that is not plain. */
export function answerWords({ result, limited, reason, asked, status }: OnlineAnswer): string {
  const words = `${result}${limited ? ', but limited' : ''}: ${reason}`;
  if (asked === null) return words;
  return `${words} (asked ${asked}${status === null ? '' : `, ${status}`})`;
}

/** The worst that is known of a key, for its mark. */
export function worstOf(
  secret: Pick<CheckedSecret, 'findings' | 'online' | 'error'>,
): 'ok' | 'info' | 'warn' | 'fail' {
  const { findings, online, error } = secret;
  const grades = [
    ...findings.map(({ severity }) => severity),
    ...(error === null ? [] : ['fail' as const]),
    ...(online === null ? [] : [gradeOf(online)]),
  ];
  return (['fail', 'warn', 'info'] as const).find((grade) => grades.includes(grade)) ?? 'ok';
}

function gradeOf({ result, limited }: OnlineAnswer): 'ok' | 'info' | 'warn' | 'fail' {
  if (result === 'rejected') return 'fail';
  return result === 'unknown' || limited ? 'warn' : 'ok';
}

import type { ErrorClass } from './error-classes.js';

/** A text that proves a class; the id goes into the evidence. */
export interface Rule {
  id: string;
  class: ErrorClass;
  pattern: RegExp;
}

/**
 * What programs and services of any make say when they fail. The first that matches decides, so
 * the more particular stand first: a used-up plan is often told with the status of a rate limit.
 */
export const genericRules: readonly Rule[] = [
  rule('quota', 'QUOTA_EXHAUSTED', [
    /insufficient[ _](?:quota|credits?|balance|funds)/,
    /(?:quota|credits?) (?:is |are |has been )?(?:exceeded|exhausted|used up)/,
    /exceeded your (?:current )?quota|out of credits|payment required|balance is too low/,
    /(?:usage|weekly|daily|monthly|session|spend(?:ing)?) (?:limit|cap)\b/,
    status(402),
  ]),
  rule('rate-limit', 'RATE_LIMITED', [
    /rate[ _-]?limit|too many requests|resource_exhausted|retry.after.{0,8}\d/,
    status(429),
  ]),
  rule('context', 'CONTEXT_OVERFLOW', [
    /context[ _](?:length|window)|maximum context|too many (?:input )?tokens/,
    /(?:prompt|input|conversation|request) (?:is |was )?too (?:long|large)/,
    status(413),
  ]),
  rule('auth', 'UNAUTHENTICATED', [
    /unauthori[sz]ed|unauthenticated|authentication (?:failed|error|required)/,
    /not (?:logged|signed) in|please (?:log|sign) ?in|(?:log|sign) in again/,
    /(?:invalid|incorrect|missing|no|expired) (?:an? )?(?:api[ _-]?key|access token|credentials?)/,
    /(?:api[ _-]?key|access token|credentials?) (?:is |are |was |has )?(?:not (?:set|found|valid|configured)|invalid|expired|revoked|missing|required)/,
    status(401),
  ]),
  rule('refused', 'REFUSED', [/content[ _](?:policy|filter)|safety (?:policy|system|filter)/]),
  rule('forbidden', 'PERMISSION_DENIED', [/\bforbidden\b|permission_denied/, status(403)]),
  rule('resources', 'RESOURCE_LIMIT', [
    /no space left on device|\benospc\b|cannot allocate memory|\benomem\b/,
    /out of memory|disk quota exceeded/,
  ]),
  rule('overloaded', 'UNAVAILABLE', [
    /overloaded|at capacity|high demand|server (?:is )?busy|service unavailable|bad gateway/,
    /gateway time-?out|internal server error/,
    status(500),
    status(502),
    status(503),
    status(504),
    status(529),
  ]),
  rule('network', 'UNAVAILABLE', [
    /\b(?:econnrefused|econnreset|enotfound|eai_again|etimedout|ehostunreach|enetunreach)\b/,
    /connection (?:was )?(?:refused|reset|error|failed|timed out|aborted|closed)/,
    /(?:could not|cannot|can't|unable to|failed to) (?:resolve|connect|reach|lookup)/,
    /network (?:is )?(?:unreachable|error|down)|getaddrinfo|fetch failed|name resolution/,
    /certificate (?:verif|has expired)|local issuer certificate|tls handshake/,
  ]),
  rule('invalid', 'INVALID_ARGUMENT', [
    /invalid_request_error|bad request|unprocessable/,
    status(400),
    status(422),
  ]),
];

/** A tool that does not know an option of its manifest is another version than AIM knows. */
export const unknownOption: Rule = rule('unknown-option', 'TOOL_NOT_FOUND', [
  /(?:unknown|unexpected|unrecognized|invalid) (?:argument|option|flag)s?\b|no such option/,
]);

function rule(id: string, errorClass: ErrorClass, patterns: readonly RegExp[]): Rule {
  const source = patterns.map((pattern) => `(?:${pattern.source})`).join('|');
  return { id: `generic/${id}`, class: errorClass, pattern: new RegExp(source, 'i') };
}

/** A number counts as a status only beside a word that makes it one. */
function status(code: number): RegExp {
  return new RegExp(
    `\\b(?:https?(?:/\\d(?:\\.\\d)?)?|status|code|error|failed|rejected|returned)\\b[^\\n\\d]{0,24}\\b${code}\\b`,
  );
}

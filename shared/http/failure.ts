import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { log } from '../kernel/log.ts';
import { codesOf } from '../kernel/write.ts';
import { Problem, problemBody } from './problem.ts';

/** The only place where an error becomes a reply; what is not a Problem tells the caller nothing. */
export function problemReply(error: unknown, event: APIGatewayProxyEventV2): APIGatewayProxyStructuredResultV2 {
  const problem = error instanceof Problem ? error : unexpected(error);
  if (error instanceof Problem) log.info('refused', { status: problem.status, code: problem.code });
  return {
    statusCode: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...problem.headers },
    body: JSON.stringify(problemBody(problem, event.rawPath, event.requestContext.requestId)),
  };
}

const transient = new Set([
  'ProvisionedThroughputExceeded',
  'Throttling',
  'ThrottlingError',
  'RequestLimitExceeded',
  'InternalServerError',
  'TransactionConflict',
  'TransactionInProgress',
  'TimeoutError',
  'AbortError',
]);

/** What the caller is told of an error that nobody threw on purpose; our log gets the rest. */
export function unexpected(error: unknown): Problem {
  const retryable = codesOf(error).some((code) => transient.has(code));
  // Only the name and the stack's places: an SDK message can quote a key, and a key can hold an address.
  const frames =
    error instanceof Error
      ? error.stack
          ?.split('\n')
          .filter((line) => line.trimStart().startsWith('at '))
          .slice(0, 6)
      : undefined;
  const name = error instanceof Error ? error.name : typeof error;
  log.error(retryable ? 'unavailable' : 'internal error', { name, frames });
  return retryable
    ? new Problem('unavailable', undefined, { headers: { 'retry-after': '1' } })
    : new Problem('internal');
}

import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { log, traceOf } from '../kernel/log.ts';
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
  // A race lost outside of `retryOnConflict`: nothing was written, and the same request may well succeed now.
  'ConditionFailed',
  'IdempotencyRace',
]);

/** What the caller is told of an error that nobody threw on purpose; our log gets the rest. */
export function unexpected(error: unknown): Problem {
  const retryable = codesOf(error).some((code) => transient.has(code));
  log.error(retryable ? 'unavailable' : 'internal error', traceOf(error));
  return new Problem(retryable ? 'unavailable' : 'internal');
}

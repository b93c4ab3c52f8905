import { ApiError } from '../../../shared/http/client.ts';

/** Why a person must not be written to, where that is what a failure says. */
export function refusalIn(error: unknown): string | undefined {
  if (!(error instanceof ApiError) || error.problem.type !== '/problems/message-refused') return undefined;
  // The decision stands beside what every problem says.
  const { decision } = error.problem as { decision?: { reason?: string } };
  return decision?.reason ?? 'unavailable';
}

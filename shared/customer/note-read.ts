import { noteAccess } from '../audit/access.ts';
import { routeKey } from '../http/contract.ts';
import type { Answer } from '../http/serve.ts';
import type { Context } from '../kernel/context.ts';

/** Parameters of paths that name whose data an answer holds, the one that is meant first. */
const about = ['customerId', 'contactId', 'householdId', 'requestId', 'documentId'] as const;

/**
 * Notes that somebody reads data of a customer, or of other people who are kept as customers are: the record that the path names,
 * or of a list or search its noun with how many it shows.
 */
export function noteRead(ctx: Context, { route, params, body }: Answer): Promise<void> {
  const recordId = about.map((name) => params[name]).find((id) => id !== undefined);
  const name = routeKey(route);
  if (recordId !== undefined) return noteAccess(ctx, { recordId, route: name });
  const { items } = body as { items?: unknown };
  const [, , , noun = ''] = route.path.split('/');
  return noteAccess(ctx, { recordId: noun, route: name, n: Array.isArray(items) ? items.length : 0 });
}

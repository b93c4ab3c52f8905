import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { orNone } from '../http/problem.ts';
import { get as getEndpoint } from '../webhook/webhook.ts';
import { endSystemAlert, openSystemAlert } from './system.ts';

/** Opens, raises or ends the alert about a webhook, by how it stands now. */
export async function watchEndpoint(ctx: Context, { endpointId }: { endpointId: Id<'webhook'> }): Promise<void> {
  const endpoint = await orNone(getEndpoint(ctx, { endpointId }));
  const of = { kind: 'webhook_failing' as const, key: endpointId };
  if (endpoint?.status === 'disabled') {
    const since = endpoint.disabledAt ?? endpoint.updatedAt;
    const facts = { endpointId, host: new URL(endpoint.url).hostname, since, state: 'disabled' as const };
    return openSystemAlert(ctx, { ...of, severity: 'critical', facts, occurrence: `${endpointId}:disabled:${since}` });
  }
  if (!endpoint?.failing) return endSystemAlert(ctx, of);
  const { since, hours } = endpoint.failing;
  const facts = { endpointId, host: new URL(endpoint.url).hostname, since, state: 'failing' as const };
  await openSystemAlert(ctx, { ...of, severity: 'warning', facts, occurrence: `${endpointId}:${since}:${hours}` });
}

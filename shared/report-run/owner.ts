import { actorOfRoles } from '../http/identity.ts';
import type { Context } from '../kernel/context.ts';
import { known } from '../people/known.ts';

/**
 * A context in which a report is computed: that of its owner, by the roles that their latest token named and what these permit
 * now. Undefined where they are not known, or may not read reports and numbers any more.
 */
export async function asOwner(ctx: Context, ownerId: string | undefined): Promise<Context | undefined> {
  if (ownerId === undefined) return undefined;
  const [person] = await known(ctx, [ownerId]);
  const actor = person && (await actorOfRoles(ctx, ownerId, person.roles));
  const may = actor?.permissions.has('reports:read') && actor.permissions.has('metrics:read');
  return actor && may ? { ...ctx, actor } : undefined;
}

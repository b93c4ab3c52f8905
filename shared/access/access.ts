import { settingsOf } from '../company/settings.ts';
import { languageOf } from '../fields/text.schema.ts';
import { Problem } from '../http/problem.ts';
import { remove as end, set, visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import { permissionsForOwnRoles } from '../kernel/own-roles.ts';
import { permissionsAmong } from '../kernel/permissions.ts';
import { builtInRoles, roles } from '../kernel/roles.ts';
import { note } from '../people/note.ts';
import type { Me, OwnRole, PutRole } from './access.schema.ts';
import { ownRoles } from './role.store.ts';

type One = { role: string; ifMatch?: number | undefined };

/** Who calls; from then on the company knows them (`/people`). */
export async function me(ctx: Context): Promise<Me> {
  const { kind, id, profile = {}, ownOnly, ...actor } = ctx.actor;
  const [{ timeZone }] = await Promise.all([settingsOf(ctx), note(ctx)]);
  return {
    userId: id,
    kind: kind === 'user' ? 'user' : 'machine',
    name: profile.name ?? id,
    ...(profile.email !== undefined && { email: profile.email }),
    company: ctx.companyId,
    roles: [...actor.roles],
    permissions: permissionsAmong([...actor.permissions]),
    ...(ownOnly && { agentId: id }),
    language: profile.language === undefined ? 'en' : languageOf(profile.language),
    timeZone,
    features: [],
  };
}

export const list = async (ctx: Context) => ({ items: await ownRoles.every(ctx) });

export const builtIn = () => ({ items: roles.map((name) => ({ name, permissions: [...builtInRoles[name]] })) });

export const get = async (ctx: Context, { role }: One): Promise<OwnRole> =>
  ownRoles.publicOf(await visible(ctx, ownRoles, role));

/** Makes or replaces a role. It grants nothing that its author does not hold. */
export async function put(ctx: Context, { role, ifMatch, body }: One & { body: PutRole }): Promise<OwnRole> {
  const allowed = permissionsForOwnRoles();
  const kept = body.permissions.flatMap((permission, index) =>
    allowed.includes(permission)
      ? []
      : [{ pointer: `#/permissions/${index}`, detail: 'is not for roles of companies on this installation' }],
  );
  if (kept.length > 0) throw new Problem('validation-failed', undefined, { errors: kept });
  const lacking = body.permissions.filter((permission) => !ctx.actor.permissions.has(permission));
  if (lacking.length > 0) throw new Problem('forbidden', `You do not hold ${lacking.join(', ')} yourself.`);
  return set(ctx, ownRoles, role, 'put', () => ({ name: role, ...body }), { ifMatch });
}

export async function remove(ctx: Context, { role, ifMatch }: One): Promise<undefined> {
  await end(ctx, ownRoles, role, { ifMatch });
  return undefined;
}

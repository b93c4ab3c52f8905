import { batchGet } from './batch-get.ts';
import type { Context } from './context.ts';
import { keptFor } from './kept.ts';
import { type Permission, permissions, permissionsAmong } from './permissions.ts';
import { companyPrefix } from './table.ts';

/** Where the roles lie that a company has made; `shared/access/` writes them. Read here, because any request may need them. */
export const OWN_ROLES = 'role';

/** So many of a token's groups may be roles of its company: they are read together. */
const MOST_OF_A_TOKEN = 20;

type OwnRole = { name: string; permissions: readonly Permission[] };
const kept = keptFor<OwnRole[]>(3_000);

/** What this installation lets the roles of a company hold: everything, unless it was deployed with a list. */
export function permissionsForOwnRoles(): Permission[] {
  const listed = process.env['OWN_ROLE_PERMISSIONS'];
  return listed === undefined ? [...permissions] : permissionsAmong(listed.split(' '));
}

/** The roles of these names that a company has, at most three seconds old. */
export function ownRoles(ctx: Context, names: readonly string[]): Promise<OwnRole[]> {
  const asked = [...new Set(names)].toSorted().slice(0, MOST_OF_A_TOKEN);
  const key = `${ctx.companyId} ${asked.join(' ')}`;
  return kept.get(key, Date.now(), () => read(ctx, asked));
}

async function read(ctx: Context, names: readonly string[]): Promise<OwnRole[]> {
  const pk = `${companyPrefix(ctx.companyId)}${OWN_ROLES}`;
  const rows = await batchGet(
    ctx,
    names.map((name) => ({ pk, sk: name })),
  );
  const allowed = permissionsForOwnRoles();
  return (rows as (OwnRole & { deletedAt?: string })[])
    .filter(({ deletedAt }) => deletedAt === undefined)
    .map((role) => ({ name: role.name, permissions: allowed.filter((one) => role.permissions.includes(one)) }));
}

import { batchGet } from './batch-get.ts';
import type { Context } from './context.ts';
import { type Permission, permissions, permissionsAmong } from './permissions.ts';
import { companyPrefix } from './table.ts';

/** Where the roles lie that a company has made; `shared/access/` writes them. Read here, because any request may need them. */
export const OWN_ROLES = 'role';

const CACHE_MS = 3_000;
/** So many of a token's groups may be roles of its company: they are read together. */
const MOST_OF_A_TOKEN = 20;

type OwnRole = { name: string; permissions: readonly Permission[] };
const cache = new Map<string, { until: number; roles: Promise<OwnRole[]> }>();

/** What this installation lets the roles of a company hold: everything, unless it was deployed with a list. */
export function permissionsForOwnRoles(): Permission[] {
  const listed = process.env['OWN_ROLE_PERMISSIONS'];
  return listed === undefined ? [...permissions] : permissionsAmong(listed.split(' '));
}

/** The roles of these names that a company has, at most three seconds old. */
export function ownRoles(ctx: Context, names: readonly string[]): Promise<OwnRole[]> {
  const asked = [...new Set(names)].toSorted().slice(0, MOST_OF_A_TOKEN);
  const key = `${ctx.companyId} ${asked.join(' ')}`;
  const cached = cache.get(key);
  if (cached && cached.until > Date.now()) return cached.roles;
  if (cache.size > 1_000) cache.clear();
  const roles = read(ctx, asked);
  cache.set(key, { until: Date.now() + CACHE_MS, roles });
  roles.catch(() => cache.delete(key));
  return roles;
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

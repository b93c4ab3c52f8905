import { type Permission, permissions } from './permissions.ts';

const reads = permissions.filter((permission) => permission.endsWith(':read'));

/** The roles that every company has. A company adds its own (`own-roles.ts`). */
export const builtInRoles = {
  admin: permissions,
  manager: [
    ...reads,
    'feedback:write',
    'surveys:write',
    'surveys:send',
    'reports:write',
    'exports:write',
    'imports:write',
    'alerts:write',
    'workflow:write',
    'workflow:own',
    'analysis:write',
    'analysis:judge',
    'customers:contact',
    'customers:write',
    'customers:merge',
    'consent:write',
    'purchases:write',
    'vehicles:write',
    'documents:write',
    'activities:write',
  ],
  analyst: [
    'feedback:read',
    'metrics:read',
    'surveys:read',
    'reports:read',
    'reports:write',
    'exports:write',
    'settings:read',
    'alerts:read',
    'workflow:read',
    'analysis:read',
    'analysis:judge',
    'customers:read',
    'consent:read',
    'purchases:read',
    'vehicles:read',
    'documents:read',
    'activities:read',
  ],
  /** What they read of feedback is narrowed further, to records of their own. */
  agent: [
    'feedback:read',
    'metrics:read',
    'workflow:read',
    'workflow:own',
    'alerts:own',
    'customers:read',
    'customers:contact',
    'customers:write',
    'consent:read',
    'consent:write',
    'purchases:read',
    'vehicles:read',
    'vehicles:write',
    'documents:read',
    'documents:write',
    'activities:read',
    'activities:write',
  ],
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof builtInRoles;
export const roles = Object.keys(builtInRoles) as Role[];

export const isRole = (name: string): name is Role => Object.hasOwn(builtInRoles, name);

/** Begins the name of every group that is a role, so that a company's own `admin` group means nothing here. */
export const ROLE_PREFIX = 'heed:';

/** The name of a role's group in the roles claim of a token: `heed:admin`. */
export const groupOf = (role: string, prefix: string = ROLE_PREFIX): string => `${prefix}${role}`;

/** What a role of a company may be called. */
export const ownRoleName = /^[a-z][a-z0-9-]{0,39}$/;

/** The role of a group whose whole name is prefix and role, a built-in one or one that a company may have; undefined for any other. */
export function roleOfGroup(group: string, prefix: string): string | undefined {
  const name = group.startsWith(prefix) ? group.slice(prefix.length) : '';
  return ownRoleName.test(name) ? name : undefined;
}

const known = new Map<string, ReadonlySet<Permission>>();

/** What some roles may do together. There are few combinations, and every request asks for one. */
export function permissionsOfRoles(names: readonly Role[]): ReadonlySet<Permission> {
  const key = names.join(' ');
  const permitted = known.get(key) ?? new Set(names.flatMap((role): readonly Permission[] => builtInRoles[role]));
  // A token can repeat a role at will; what is kept must stay small.
  if (known.size < 100) known.set(key, permitted);
  return permitted;
}

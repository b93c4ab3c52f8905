/** Everything a caller may be allowed to do. Machines hold exactly the permissions in their scopes. */
export const permissions = [
  'feedback:read',
  'feedback:write',
  'metrics:read',
  'settings:read',
  'settings:write',
  'audit:read',
  'surveys:read',
  'surveys:write',
  'surveys:send',
  'reports:read',
  'reports:write',
  'alerts:read',
  'alerts:write',
  'workflow:read',
  'workflow:write',
  'privacy:write',
] as const;
export type Permission = (typeof permissions)[number];

export const roles = ['admin', 'manager', 'analyst', 'agent'] as const;
export type Role = (typeof roles)[number];

/** Begins the name of every group that is a role, so that a company's own `admin` group means nothing here. */
export const ROLE_PREFIX = 'heed:';

/** The name of a role's group in the roles claim of a token: `heed:admin`. */
export const groupOf = (role: Role, prefix: string = ROLE_PREFIX): string => `${prefix}${role}`;

/** The role of a group whose whole name is prefix and role; undefined for any other. */
export const roleOfGroup = (group: string, prefix: string): Role | undefined =>
  roles.find((role) => groupOf(role, prefix) === group);

const readAll = permissions.filter((permission) => permission.endsWith(':read'));

/** Role → permissions (spec §2). An agent's reads are narrowed further to records of their own. */
const grants: Record<Role, readonly Permission[]> = {
  admin: permissions,
  manager: [
    ...readAll,
    'feedback:write',
    'surveys:write',
    'surveys:send',
    'reports:write',
    'alerts:write',
    'workflow:write',
  ],
  analyst: [
    'feedback:read',
    'metrics:read',
    'surveys:read',
    'reports:read',
    'reports:write',
    'settings:read',
    'workflow:read',
  ],
  agent: ['feedback:read', 'metrics:read', 'workflow:read'],
};

const known = new Map<string, ReadonlySet<Permission>>();

/** What some roles may do together. There are few combinations, and every request asks for one. */
export function permissionsOfRoles(names: readonly string[]): ReadonlySet<Permission> {
  const held = names.filter(isRole);
  const key = held.join(' ');
  const permitted = known.get(key) ?? new Set(held.flatMap((role) => grants[role]));
  // A token can repeat a role at will; what is kept must stay small.
  if (known.size < 100) known.set(key, permitted);
  return permitted;
}

/** What the scopes of a machine permit: bare permissions, or those of Heed's own resource server as Cognito writes them. */
export function permissionsOfScopes(scopes: readonly string[]): Set<Permission> {
  const bare = scopes.map((scope) => (scope.startsWith('heed/') ? scope.slice('heed/'.length) : scope));
  return new Set(permissions.filter((permission) => bare.includes(permission)));
}

export function isRole(name: string): name is Role {
  return (roles as readonly string[]).includes(name);
}

import type { Area } from './areas.ts';

/** Everything a caller may be allowed to do, a list for each area. Machines hold exactly the permissions in their scopes. */
const permissionsOfArea = {
  voice: [
    'feedback:read',
    'feedback:write',
    'surveys:read',
    'surveys:write',
    'surveys:send',
    'alerts:read',
    'alerts:write',
    'workflow:read',
    'workflow:write',
    'analysis:read',
    'analysis:write',
    'analysis:judge',
    'workflow:own',
    'alerts:own',
  ],
  care: [],
  crm: [
    'customers:read',
    'customers:contact',
    'customers:write',
    'customers:sensitive',
    'customers:merge',
    'consent:read',
    'consent:write',
    'purchases:read',
    'purchases:write',
    'vehicles:read',
    'vehicles:write',
    'documents:read',
    'documents:write',
    'activities:read',
    'activities:write',
  ],
  sales: [],
  insight: ['metrics:read', 'reports:read', 'reports:write', 'exports:write', 'imports:write'],
  platform: ['settings:read', 'settings:write', 'audit:read', 'privacy:write', 'webhooks:read', 'webhooks:write'],
} as const satisfies Record<Area, readonly string[]>;

export type Permission = (typeof permissionsOfArea)[Area][number];
export const permissions: readonly Permission[] = Object.values(permissionsOfArea).flat();

/** The texts among some that name a permission, each once. */
export const permissionsAmong = (names: readonly string[]): Permission[] =>
  permissions.filter((permission) => names.includes(permission));

/** What the scopes of a machine permit: bare permissions, or those of Heed's own resource server as Cognito writes them. */
export const permissionsOfScopes = (scopes: readonly string[]): Set<Permission> =>
  new Set(permissionsAmong(scopes.map((scope) => (scope.startsWith('heed/') ? scope.slice('heed/'.length) : scope))));

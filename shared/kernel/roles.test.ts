import { expect, test } from 'vitest';
import type { Permission } from './permissions.ts';
import { permissionsOfRoles, type Role, roles } from './roles.ts';

const staff: Role[] = ['admin', 'manager', 'analyst'];

// What machines may do, their scopes say.
test.each<[Permission, Role[]]>([
  ['alerts:read', staff],
  ['alerts:write', ['admin', 'manager']],
  ['alerts:own', ['admin', 'agent']],
  ['workflow:read', [...staff, 'agent']],
  ['workflow:write', ['admin', 'manager']],
  ['workflow:own', ['admin', 'manager', 'agent']],
  ['webhooks:read', ['admin', 'manager']],
  ['webhooks:write', ['admin']],
  ['analysis:read', staff],
  ['analysis:write', ['admin', 'manager']],
  ['analysis:judge', staff],
  ['settings:write', ['admin']],
])('%s is for %j and no other built-in role', (permission, expected) => {
  expect(roles.filter((role) => permissionsOfRoles([role]).has(permission))).toEqual(expected);
});

import { randomBytes } from 'node:crypto';
import type { Actor, Context } from '../kernel/context.ts';
import { log } from '../kernel/log.ts';
import { type Permission } from '../kernel/permissions.ts';
import { permissionsOfRoles, type Role } from '../kernel/roles.ts';
import { dbFor } from '../kernel/table.ts';

/** A company that no other test knows. */
export const aCompany = (): string => `t-${randomBytes(8).toString('hex')}`;

type Options = {
  companyId?: string;
  role?: Role;
  /** Permissions of a machine, instead of a role. */
  scope?: readonly Permission[];
  userId?: string;
  now?: Date;
};

/** A verified caller: an admin of a fresh company by default. */
export function aContext(options: Options = {}): Context {
  const companyId = options.companyId ?? aCompany();
  return {
    companyId,
    actor: anActor(options),
    now: options.now ?? new Date(),
    requestId: randomBytes(8).toString('hex'),
    db: dbFor(companyId),
    log,
  };
}

function anActor({ role = 'admin', scope, userId }: Options): Actor {
  if (scope)
    return { kind: 'machine', id: userId ?? 'machine-1', roles: [], permissions: new Set(scope), ownOnly: false };
  return {
    kind: 'user',
    id: userId ?? 'user-1',
    roles: [role],
    permissions: permissionsOfRoles([role]),
    ownOnly: role === 'agent',
  };
}

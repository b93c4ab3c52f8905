import type { Permission } from '../../../../shared/kernel/permissions.ts';

export type Area = { area: string; verbs: readonly { permission: Permission; verb: string }[] };

/** Permissions by what they are about, in the order in which they come: `feedback:read` is the `read` of `feedback`. */
export function areasOf(permissions: readonly Permission[]): Area[] {
  const byArea = Map.groupBy(permissions, (permission) => permission.split(':')[0] ?? permission);
  return [...byArea].map(([area, own]) => ({
    area,
    verbs: own.map((permission) => ({ permission, verb: permission.split(':')[1] ?? permission })),
  }));
}

import { invalid } from '../http/problem.ts';
import type { Permission } from '../kernel/permissions.ts';
import { customerResource } from './customer-resource.ts';
import { feedbackResource } from './feedback-resource.ts';
import type { importResources } from './import.schema.ts';
import type { Preset } from './presets/preset.ts';
import type { ImportResource } from './resource.ts';

type Name = (typeof importResources)[number];

/** The kinds of records that files are imported into. */
export const resources: Readonly<Record<Name, ImportResource>> = {
  feedback: feedbackResource,
  customers: customerResource,
};

/** What somebody must hold beside `imports:write`. */
export const needed: Readonly<Partial<Record<Name, Permission>>> = { customers: 'customers:write' };

/** What is known of files of a preset; 400 where there are none of this resource. */
export function presetOf({ resource, preset }: { resource: Name; preset: string }): Preset {
  const found = resources[resource].presets[preset];
  if (!found) throw invalid({ pointer: '#/preset', detail: `knows no files of ${resource}` });
  return found;
}

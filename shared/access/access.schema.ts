import * as z from 'zod';
import { record } from '../fields/record.schema.ts';
import { permissions } from '../kernel/permissions.ts';
import { ownRoleName } from '../kernel/roles.ts';

/** Names that are taken: built-in roles, those that later parts of the product bring, and the id of another record. */
const reserved = ['admin', 'manager', 'analyst', 'agent', 'marketer', 'seller', 'settings', 'built-in'];

export const PermissionName = z.enum(permissions).meta({ id: 'Permission', example: 'feedback:read' });

/** The name of a role that a company has made. */
export const OwnRoleName = z
  .string()
  .regex(ownRoleName, 'must be 1 to 40 of a-z, 0-9 and -, beginning with a letter')
  .refine((name) => !reserved.includes(name), 'is the name of a built-in role, or reserved')
  .meta({ example: 'team-lead' });

const fields = {
  permissions: z
    .array(PermissionName)
    .min(1)
    .max(permissions.length)
    .refine((names) => new Set(names).size === names.length, 'must not name a permission twice')
    .meta({
      description: 'What who has the role may do.',
      example: ['feedback:read', 'surveys:send'],
      uniqueItems: true,
    }),
};

export const OwnRole = record('Role', { name: OwnRoleName, ...fields });
export type OwnRole = z.output<typeof OwnRole>;

export const PutRole = z.strictObject(fields).meta({ id: 'PutRole' });
export type PutRole = z.output<typeof PutRole>;

export const BuiltInRole = z
  .object({ name: z.string().meta({ example: 'analyst' }), permissions: z.array(PermissionName) })
  .meta({ id: 'BuiltInRole' });

/** Who calls, and what they may do. */
export const Me = z
  .object({
    userId: z.string().meta({ example: 'user-1' }),
    kind: z.enum(['user', 'machine']),
    name: z.string().meta({ description: 'As the token says it; the id where it says nothing.' }),
    email: z.string().optional(),
    company: z.string().meta({ example: 'acme' }),
    roles: z.array(z.string()).meta({ description: 'Built-in ones and the company’s own; a machine has none.' }),
    permissions: z.array(PermissionName),
    agentId: z.string().optional().meta({ description: 'Given to who reads only records of this agent.' }),
    language: z.string().meta({ example: 'en' }),
    timeZone: z.string().meta({ description: 'In which days are counted.', example: 'Europe/Berlin' }),
    features: z
      .array(z.string())
      .meta({ description: 'Parts of the product that not every company has; so far there are none.' }),
  })
  .meta({ id: 'Me' });
export type Me = z.output<typeof Me>;

import * as z from 'zod';
import { storableNumber } from '../fields/number.schema.ts';

/** What happened in another system. Names of a company's own are welcome: `noun.happened`. */
export const EventType = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,39}$/, 'must look like ticket.resolved')
  .meta({
    description: 'ticket.resolved, case.closed, purchase.completed, service.completed, interaction.ended or your own.',
    example: 'ticket.resolved',
  });

/** What a condition may look at: the frozen context, and facts the event brings. */
const conditionFields = [
  'agentId',
  'teamId',
  'queue',
  'channel',
  'segment',
  'tier',
  'resolutionMinutes',
  'firstContactResolved',
  'reopened',
  'tags',
  'openedBy',
  'language',
] as const;

const Plain = z.union([z.string().max(128), storableNumber, z.boolean()]);

/** One thing that must hold before anybody is asked. A fact that is missing meets only `not` and `noneOf`. */
export const Condition = z
  .strictObject({
    field: z
      .string()
      .refine(
        (name) => (conditionFields as readonly string[]).includes(name) || /^data\.[A-Za-z0-9_-]{1,60}$/.test(name),
        `must be one of ${conditionFields.join(', ')} or data.<name>`,
      )
      .meta({ example: 'tier' }),
    is: Plain.optional(),
    not: Plain.optional(),
    anyOf: z.array(Plain).min(1).max(50).optional(),
    noneOf: z.array(Plain).min(1).max(50).optional(),
    atLeast: storableNumber.optional(),
    atMost: storableNumber.optional(),
  })
  .refine(
    (condition) => Object.values(condition).filter((value) => value !== undefined).length === 2,
    'must hold exactly one of is, not, anyOf, noneOf, atLeast, atMost',
  )
  // Beside the field.
  .meta({ id: 'Condition', minProperties: 2, maxProperties: 2 });
export type Condition = z.infer<typeof Condition>;

export const TriggerEvent = z
  .strictObject({
    event: EventType.refine((name) => name !== 'ticket.reopened', 'cancels what is pending and never asks').meta({
      not: { const: 'ticket.reopened' },
    }),
    conditions: z.array(Condition).max(10).default([]).meta({ description: 'All of them must hold.' }),
  })
  .meta({ id: 'TriggerEvent' });
export type TriggerEvent = z.infer<typeof TriggerEvent>;

/** Facts of an event by condition field. */
export type Facts = Readonly<Record<string, unknown>>;

/** The first condition that does not hold, undefined when all do. Lists, such as tags, are searched. */
export function failedCondition(conditions: readonly Condition[], facts: Facts): Condition | undefined {
  return conditions.find((condition) => !holds(condition, facts[condition.field]));
}

function holds({ is, not, anyOf, noneOf, atLeast, atMost }: Condition, fact: unknown): boolean {
  const values: readonly unknown[] = Array.isArray(fact) ? fact : [fact];
  if (not !== undefined) return !values.includes(not);
  if (noneOf) return !noneOf.some((value) => values.includes(value));
  if (is !== undefined) return values.includes(is);
  if (anyOf) return anyOf.some((value) => values.includes(value));
  if (typeof fact !== 'number') return false;
  return atLeast !== undefined ? fact >= atLeast : fact <= (atMost ?? Number.NEGATIVE_INFINITY);
}

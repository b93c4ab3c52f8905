import * as z from 'zod';
import { computedNumber } from '../fields/number.schema.ts';
import { defineRoutes } from '../http/contract.ts';

const ReaderStatus = z.object({
  behindSeconds: computedNumber
    .nullable()
    .meta({ description: 'Measured on the way; null for a reader that has never read anything.', example: 1.2 }),
});

const Waiting = z.object({
  waiting: z.int().min(0).meta({
    description:
      'Changes of records of bulks and imports; all others are done within seconds. About: each new backlog is counted from 0.',
    example: 2_400,
  }),
  importsSince: z.iso
    .datetime()
    .nullable()
    .meta({ description: 'Since when the oldest of them has waited; null when none waits.' }),
});

const LastReconcile = z.object({
  at: z.iso.datetime(),
  drift: z.int().min(0).meta({ description: 'Counters that differed from what the records add up to.', example: 0 }),
  checked: z.int().min(0).meta({ description: 'Records looked at.', example: 1240 }),
  restated: z.int().min(0).meta({ description: 'Records that were counted anew because of it.', example: 0 }),
  repaired: z.int().min(0).meta({ description: 'Counters set right that no record explained.', example: 0 }),
});

/** How up to date a company's numbers and analyses are. */
export const Status = z
  .object({
    asOf: z.iso.datetime(),
    readers: z
      .object({
        changes: ReaderStatus.meta({
          description: 'Counts, publishes events, and hands imports on for counting and all texts for search.',
        }),
        analysis: ReaderStatus.meta({ description: 'Hands texts on for analysis.' }),
      })
      .meta({ description: 'How far each reader of the changes is behind; the same for every company.' }),
    analysis: z.object({
      pending: z.int().min(0).meta({
        description: 'Records in the numbers whose texts wait for their analysis, as counted by the reader `changes`.',
        example: 12,
      }),
      importsSince: z.iso
        .datetime()
        .nullable()
        .meta({ description: 'Since when the oldest text of bulks and imports has waited; null when none waits.' }),
    }),
    counting: Waiting.meta({ description: 'What of bulks and imports is not in the numbers yet.' }),
    search: Waiting.meta({ description: 'What of bulks and imports a search does not find yet.' }),
    lastReconcile: LastReconcile.nullable().meta({
      description: 'The last comparison of all numbers with the records, made every night; null before the first.',
    }),
  })
  .meta({ id: 'Status' });
export type Status = z.output<typeof Status>;

export const statusRoutes = defineRoutes('status', {
  read: {
    method: 'GET',
    path: '/api/crm/status',
    summary: 'Get how up to date numbers and analyses are',
    description:
      'Measures how long a change takes to reach each reader, so the answer itself may take three seconds; a reader that takes longer is reported as far behind as is known by then. Not for agents, who read their own numbers only.',
    permission: 'metrics:read',
    reply: { 200: Status },
  },
});

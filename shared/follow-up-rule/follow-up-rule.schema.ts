import * as z from 'zod';
import { Urgency } from '../analysis/analysis.schema.ts';
import { CalendarId } from '../calendar/calendar.schema.ts';
import { flag } from '../fields/flag.schema.ts';
import { OuterId } from '../fields/ids.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { Target } from '../follow-up/follow-up-settings.schema.ts';
import { Resurvey } from '../follow-up/resurvey.schema.ts';
import { AssignmentMode, FollowUpRuleId, isOnePool, MOST_IN_POOL, ONE_POOL } from '../follow-up/follow-up.schema.ts';
import { watchingFields } from '../match/match.schema.ts';

const distinct = (names: readonly string[]): boolean => new Set(names).size === names.length;
const people = (most: number) =>
  z
    .array(OuterId)
    .min(1)
    .max(most)
    .refine(distinct, 'must not name anybody twice')
    .meta({ description: 'People by their ids; who is absent gets none.', uniqueItems: true });

const Assign = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('fixed'), userIds: people(1) }),
    z
      .strictObject({
        mode: AssignmentMode,
        userIds: people(MOST_IN_POOL).optional(),
        teamId: OuterId.optional().meta({ description: 'In place of people: whoever is in this team at the time.' }),
      })
      .refine(isOnePool, ONE_POOL),
    z.strictObject({
      mode: z.literal('none'),
      teamId: OuterId.optional().meta({ description: 'Into this team’s pool, where somebody takes it.' }),
    }),
  ])
  .meta({
    id: 'FollowUpRuleAssignment',
    description: 'To one person, to several in turns or to who has the fewest open, or to nobody yet.',
    example: { mode: 'round_robin', userIds: ['user-7', 'user-8'] },
  });

const fields = {
  name: line(200).meta({ example: 'Critical or high' }),
  ...watchingFields,
  order: z.int().min(1).max(1_000).meta({
    description: 'Of several rules that hold, the one with the lowest order opens; of equals the older one.',
    example: 10,
  }),
  urgencyFrom: z
    .enum(['analysis', 'fixed'])
    .default('analysis')
    .meta({ description: '`analysis`: as it is found, else `normal`; `fixed`: `urgency`.' }),
  urgency: Urgency.optional().meta({ description: 'Needed where `urgencyFrom` is `fixed`, and given only there.' }),
  due: Target.optional().meta({ description: 'In place of the company’s targets for the urgency.' }),
  calendarId: CalendarId.optional().meta({ description: 'By whose hours time is counted; the company’s else.' }),
  assign: Assign.default({ mode: 'none' }),
  resurvey: Resurvey.optional().meta({
    description: 'Asks the customer again after what it opened was resolved; as the company has it else.',
  }),
};

/** For which feedback somebody has to come back to the customer, who, and by when. */
export const FollowUpRule = record('FollowUpRule', { ruleId: FollowUpRuleId, ...fields });
export type FollowUpRule = z.output<typeof FollowUpRule>;

export const CreateFollowUpRule = z.strictObject(fields).meta({ id: 'CreateFollowUpRule' });
export type CreateFollowUpRule = z.output<typeof CreateFollowUpRule>;
export const EditFollowUpRule = editOf('EditFollowUpRule', fields);

export const FollowUpRuleFilter = z.strictObject({
  enabled: flag.optional(),
});
export type FollowUpRuleFilter = z.output<typeof FollowUpRuleFilter>;

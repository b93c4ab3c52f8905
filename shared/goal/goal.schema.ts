import * as z from 'zod';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { computedNumber, storableNumber } from '../fields/number.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { prose } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { Figure, MetricName } from '../metrics/figure.schema.ts';
import { Day } from '../metrics/metrics.schema.ts';

export const GoalId = idSchema('goal');

export const GoalScope = z
  .enum(['company', 'team', 'agent'])
  .meta({ id: 'GoalScope', description: 'Whose number it is about', example: 'team' });
export type GoalScope = z.output<typeof GoalScope>;

const fields = {
  scope: GoalScope.default('company'),
  key: OuterId.optional().meta({
    description: 'Which team or which agent, as the snapshots of feedback name them; absent for the company.',
    example: 'team-1',
  }),
  metric: MetricName,
  target: storableNumber.meta({ description: 'In the unit of the metric.', example: 4.2 }),
  from: Day,
  to: Day.meta({ description: 'Last day, inclusive; the goal is judged ten minutes after it ends.' }),
  minN: z.int().min(1).max(1_000_000).default(30).meta({
    description: 'With fewer answers or records nothing is said of it (`too_few`).',
  }),
  direction: z.enum(['up_good', 'down_good']).optional().meta({
    description: 'As the metric says; has to be given where more of it is neither good nor bad, as with `volume`.',
    example: 'up_good',
  }),
  note: prose(1_000).optional(),
};

/** How a goal stands; the last four are of a goal whose days are over. */
export const goalStatuses = ['on_course', 'behind', 'too_few', 'reached', 'close', 'missed'] as const;
export const GoalStatus = z.enum(goalStatuses).meta({
  id: 'GoalStatus',
  description:
    'Until the last day `on_course` (the value is at or beyond the target), `behind` or `too_few`. Afterwards `reached` (so is the whole 95 % interval), `close` (only the value is), `missed` or `too_few`.',
  example: 'on_course',
});
export type GoalStatus = z.output<typeof GoalStatus>;

export const Goal = record('Goal', {
  goalId: GoalId,
  ...fields,
  state: z.enum(['proposed', 'open', 'ended']).meta({
    description: 'What an agent proposes for themselves is `proposed` until a manager accepts it.',
    example: 'open',
  }),
  acceptedBy: z.string().optional(),
  result: GoalStatus.extract(['reached', 'close', 'missed', 'too_few']).optional().meta({
    description: 'As it was judged when its days were over; absent for a proposal that nobody accepted.',
  }),
  endedAt: instant.optional(),
});
export type Goal = z.output<typeof Goal>;

export const CreateGoal = z.strictObject(fields).meta({ id: 'CreateGoal' });
export type CreateGoal = z.output<typeof CreateGoal>;
export const EditGoal = editOf('EditGoal', fields);

export const GoalFilter = z.strictObject({
  scope: GoalScope.optional(),
  key: OuterId.optional(),
  metric: MetricName.optional(),
  open: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'Those that have not ended, proposals among them, or those that have.', example: 'true' }),
});
export type GoalFilter = z.output<typeof GoalFilter>;

/** How a goal stands now, computed on reading. */
export const GoalProgress = z
  .object({
    goalId: GoalId,
    figure: Figure.meta({ description: 'Of the days from the first to today, or to the last.' }),
    target: computedNumber,
    status: GoalStatus,
    gap: computedNumber
      .nullable()
      .meta({ description: 'The value less the target, in the unit of the metric; null without a value.' }),
    needed: computedNumber.nullable().meta({
      description:
        'What the answers still to come have to be on average, if they come as they did; null where that is off the scale, on days that are over, and for numbers and times.',
      example: 4.275,
    }),
  })
  .meta({ id: 'GoalProgress' });
export type GoalProgress = z.output<typeof GoalProgress>;

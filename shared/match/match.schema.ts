import * as z from 'zod';
import { storableNumber } from '../fields/number.schema.ts';
import { textFilters } from '../feedback/feedback.requests.schema.ts';
import type { Filter } from './filter.ts';

const scoreBound = storableNumber
  .min(-100)
  .max(100)
  .refine((value) => Math.round(value * 10) / 10 === value, 'must have at most one decimal place');
const sentimentBound = z.int().min(-100).max(100);

/** The filters of the list as JSON writes them; what a list can be asked for in time a match cannot. */
const filters = {
  ...textFilters,
  excluded: z.boolean().optional(),
  hasText: z.boolean().optional(),
  scoreMin: scoreBound.optional(),
  scoreMax: scoreBound.optional(),
  sentimentScoreMin: sentimentBound.optional(),
  sentimentScoreMax: sentimentBound.optional(),
} satisfies Record<keyof Required<Filter>, z.ZodType>;

const inOrder = (low: number | undefined, high: number | undefined): boolean =>
  low === undefined || high === undefined || low <= high;
const isGiven = (filter: object): boolean => Object.values(filter).some((wanted) => wanted !== undefined);

export const MatchFilter = z
  .strictObject(filters)
  .refine(({ scoreMin, scoreMax }) => inOrder(scoreMin, scoreMax), {
    path: ['scoreMax'],
    error: 'must not be below scoreMin',
  })
  .refine(({ sentimentScoreMin, sentimentScoreMax }) => inOrder(sentimentScoreMin, sentimentScoreMax), {
    path: ['sentimentScoreMax'],
    error: 'must not be below sentimentScoreMin',
  })
  .meta({ id: 'MatchFilter', description: 'As the filters of the list of feedback; all that are given must hold.' });

const day = z.iso.date().optional();
/** The same, and days: what somebody asks for once, where a rule watches from now on. */
export const DaysFilter = MatchFilter.safeExtend({
  from: day.meta({ description: 'First day in the company’s time zone, inclusive; from the beginning unless given.' }),
  to: day.meta({ description: 'Last day, inclusive; up to now unless given.' }),
}).refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
  path: ['to'],
  error: 'must not lie before from',
});

const branch = MatchFilter.refine(isGiven, 'must name a filter');

/** A test on feedback, as rules and webhooks use it. */
export const Match = z
  .strictObject({
    all: MatchFilter.meta({ description: 'All of it must hold.' }),
    any: z.array(branch).min(1).max(10).optional().meta({ description: 'At least one of them must hold.' }),
    none: z.array(branch).min(1).max(5).optional().meta({ description: 'None of them may hold.' }),
    matchEverything: z.literal(true).optional().meta({
      description: 'Says that all feedback is meant; needed where `all` names no filter and there is no `any`.',
    }),
  })
  .refine(({ all, any, matchEverything }) => isGiven(all) || any !== undefined || matchEverything === true, {
    path: ['all'],
    error: 'must name a filter where there is no any; say matchEverything where all feedback is meant',
  })
  .meta({
    id: 'Match',
    description: 'Which feedback is meant. What is excluded, quarantined or deleted never is.',
    example: { all: { source: 'survey' }, any: [{ urgency: 'critical' }, { emotion: 'anger' }] },
  });
export type Match = z.output<typeof Match>;

/** What every rule says that watches feedback. */
export const watchingFields = {
  enabled: z.boolean().default(true),
  match: Match,
  maxAgeDays: z.int().min(0).max(3_650).default(7).meta({
    description: 'Feedback that was older when it arrived is left alone, so imports are silent; 0: no limit.',
  }),
};

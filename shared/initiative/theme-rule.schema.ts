import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { Source } from '../feedback/feedback.parts.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { Match } from '../match/match.schema.ts';

type Filter = Match['all'];

/** Whether a filter lets only some feedback through: no match ever takes what is excluded, so to say that narrows nothing. */
const narrows = (filter: Filter): boolean =>
  Object.entries(filter).some(([name, wanted]) => name !== 'excluded' && wanted !== undefined);

const isSome = ({ all, any, matchEverything }: Match): boolean =>
  matchEverything !== true && (narrows(all) || (any?.every(narrows) ?? false));

/** A match that is meant to find some feedback. */
const SomeMatch = Match.refine(isSome, { path: ['all'], error: 'must not match all feedback' });

const match = { match: SomeMatch };

/** Which feedback an initiative is to be linked to by itself. */
export const ThemeRule = z
  .strictObject(match)
  .meta({ id: 'ThemeRule', example: { match: { all: { theme: 'queue' } } } });

/** The same as it is stored. */
export const StoredThemeRule = z
  .object({
    match: Match,
    since: instant.optional().meta({ description: 'Feedback that came from then on is linked.' }),
  })
  .meta({ id: 'StoredThemeRule' });
export type StoredThemeRule = z.output<typeof StoredThemeRule>;

const months = z.int().min(1).max(12).meta({ description: 'So many months back, by when it was said.', example: 6 });

export const PreviewThemeRule = z.strictObject({ ...match, months }).meta({ id: 'PreviewThemeRule' });
export type PreviewThemeRule = z.output<typeof PreviewThemeRule>;

export const BackfillThemeRule = z.strictObject({ months }).meta({ id: 'BackfillThemeRule' });
export type BackfillThemeRule = z.output<typeof BackfillThemeRule>;

const count = z.int().min(0);

/** What a back-fill by a match would link now. */
export const ThemeRulePreview = z
  .object({
    count: count.meta({ description: 'Records that match and are linked to nothing.', example: 57 }),
    voices: count.meta({ description: 'Distinct people who said them.', example: 41 }),
    sample: z
      .array(z.object({ feedbackId: FeedbackId, source: Source, occurredAt: instant }))
      .meta({ description: 'The newest ten, as far as the caller may see them.' }),
    examined: count.meta({ description: 'Records that were looked at, about 10 000 at most.' }),
    downTo: instant.optional().meta({
      description: 'Where it ended before the months were through; the count then is of what was looked at.',
    }),
  })
  .meta({ id: 'ThemeRulePreview' });
export type ThemeRulePreview = z.output<typeof ThemeRulePreview>;

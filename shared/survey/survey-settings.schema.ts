import * as z from 'zod';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must look like 09:00');

/** How a company asks; part of its settings. */
export const SurveySettings = z
  .strictObject({
    quietPeriodDays: z.int().min(0).max(365).default(30).meta({
      description: 'Days between two surveys to one person, whatever they are about.',
    }),
    dailyCap: z.int().min(1).max(1_000_000).optional().meta({ description: 'Surveys a day, over all templates.' }),
    consentRequired: z.boolean().default(false).meta({ description: 'Ask only those who have said yes.' }),
    sendingWindow: z
      .strictObject({
        weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).meta({ description: 'Monday is 1, Sunday is 7.' }),
        from: clock,
        to: clock,
      })
      .optional()
      .meta({ description: 'When mails may go out, by the company’s clock; at any time without one.' }),
  })
  .meta({ id: 'SurveySettings' });
export type SurveySettings = z.infer<typeof SurveySettings>;

import * as z from 'zod';
import { TriageRoute } from '../feedback/feedback.parts.schema.ts';
import { record } from '../fields/record.schema.ts';
import { Language, line } from '../fields/text.schema.ts';
import { isTimeZone } from '../kernel/calendar.ts';
import { Match } from '../match/match.schema.ts';
import { Margins } from '../metrics/comparison/margins.schema.ts';
import { weekStarts } from '../report/period.ts';
import { ReportSettings } from '../report/report-settings.schema.ts';
import { SurveySettings } from '../survey/survey-settings.schema.ts';

const keywords = z.array(line(50)).max(50).optional().meta({ description: 'Words that point to it in a text.' });

const distinct = (names: readonly string[]): boolean =>
  new Set(names.map((name) => name.toLowerCase())).size === names.length;
const unique = (list: readonly { name: string }[]): boolean => distinct(list.map(({ name }) => name));

const MAX_TAXONOMY = 200_000;

/** Bugs, wishes, issues of use and content, complaints and questions, and what has no type. */
const readyIntake = {
  all: { hasText: true },
  none: [{ type: 'praise' as const }, { type: 'survey_response' as const }, { type: 'other' as const }],
};

/**
 * The company's own words for what feedback is about: two levels, words of all languages together. Once the company has put
 * a taxonomy (`shared/taxonomy`), that is in force and this is what settings show of it.
 */
const TaxonomyInSettings = z
  .strictObject({
    categories: z
      .array(
        z.strictObject({
          name: line(100).meta({ example: 'billing' }),
          subcategories: z.array(line(100)).max(50).refine(distinct, 'must not name a subcategory twice').optional(),
          keywords,
        }),
      )
      .max(200)
      .refine(unique, 'must not name a category twice')
      .default([]),
    themes: z
      .array(
        z.strictObject({
          name: line(100),
          keywords,
          route: TriageRoute.optional().meta({ description: 'Where feedback about it goes, whatever its type.' }),
        }),
      )
      .max(200)
      .refine(unique, 'must not name a theme twice')
      .default([]),
  })
  .refine((taxonomy) => JSON.stringify(taxonomy).length <= MAX_TAXONOMY, 'must be at most 200 KB as JSON')
  .meta({
    id: 'SettingsTaxonomy',
    description:
      'Once `PUT /api/crm/taxonomy` was called it follows from that taxonomy: what is sent must be the same or left out.',
  });

const shape = {
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'must be an IANA time zone')
    .default('UTC')
    .meta({ description: 'IANA zone in which days and months are counted.', example: 'Europe/Berlin' }),
  dayBoundary: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must look like 04:00')
    .default('00:00')
    .meta({ description: 'Local time at which a day begins.', example: '04:00' }),
  weekStart: z.enum(weekStarts).default('monday').meta({ description: 'Day on which a week of reports begins.' }),
  taxonomy: TaxonomyInSettings.prefault({}),
  analysis: z
    .strictObject({
      enabled: z.boolean().default(true),
      monthlyBudgetUnits: z.int().min(0).max(1_000_000_000).optional().meta({
        description: 'Units of 100 characters a month; without one there is no limit. Intake never stops.',
      }),
      defaultLanguage: Language.optional(),
      translation: z
        .strictObject({
          enabled: z.boolean().default(false),
          monthlyBudgetCharacters: z.int().min(0).max(1_000_000_000).optional().meta({
            description: 'Characters a UTC month that may be translated; without one there is no limit.',
          }),
        })
        .prefault({})
        .meta({ description: 'Whether texts may be translated, by Amazon Translate, when somebody asks for it.' }),
    })
    .prefault({}),
  privacy: z
    .strictObject({
      maskPii: z
        .strictObject({
          lists: z.boolean().default(false),
          exports: z.boolean().default(true),
        })
        .prefault({})
        .meta({
          description:
            'Where personal data found in texts is masked. In `lists`, its kind stands in its place, and `q` finds by the words that lists show unless the caller holds `privacy:write`; a single record is read as it is. In `exports`, contacts are masked, too.',
        }),
      anonymityFloor: z.int().min(2).max(100).default(5).meta({
        description: 'Results of anonymous surveys are shown from this many answers on.',
      }),
    })
    .prefault({}),
  surveys: SurveySettings.prefault({}),
  comparison: z.strictObject({ margins: Margins.prefault({}) }).prefault({}),
  reports: ReportSettings.prefault({}),
  dashboards: z
    .strictObject({
      managersSeeOwnTeamsOnly: z.boolean().default(false).meta({
        description:
          'Managers who are not admins see dashboards of the teams that they are in, and no ranking of others.',
      }),
    })
    .prefault({}),
  triage: z
    .strictObject({
      intake: Match.prefault(readyIntake).meta({
        description:
          'Which feedback waits for a decision of the product people. Without a text, excluded, older than 30 days when it arrives, or praise, it never does.',
      }),
      topTiers: z
        .array(line(50))
        .max(50)
        .default([])
        .meta({ description: 'Tiers whose customers weigh more, as `snapshot.tier` names them.', example: ['gold'] }),
    })
    .prefault({}),
};

/** A company's settings as they are stored. */
export const StoredSettings = record('StoredSettings', { settingsId: z.literal('settings'), ...shape });
export type StoredSettings = z.infer<typeof StoredSettings>;

/** What a company has decided; everything has a default, so nothing must be set before feedback can come. */
export const Settings = z
  .object({
    ...shape,
    version: z.int().min(0).meta({ description: '0: never changed.' }),
    updatedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'Settings' });
export type Settings = z.infer<typeof Settings>;

export const PutSettings = z
  .strictObject(shape)
  .meta({ id: 'PutSettings', description: 'Replaces all settings; what is left out takes its default.' });
export type PutSettings = z.infer<typeof PutSettings>;

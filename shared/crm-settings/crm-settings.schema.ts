import * as z from 'zod';
import { OuterId } from '../fields/ids.schema.ts';
import { storableNumber } from '../fields/number.schema.ts';
import { record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { defaultWeights } from '../score/weights.ts';

const distinct = (names: readonly string[]): boolean => new Set(names).size === names.length;
const choices = (most: number) => z.array(line(100)).max(most).refine(distinct, 'must not name one twice');

/** Sectors of NAICS 2022, by their two digits. */
const sectors = [
  'Agriculture, Forestry, Fishing and Hunting',
  'Mining, Quarrying, and Oil and Gas Extraction',
  'Utilities',
  'Construction',
  'Manufacturing',
  'Wholesale Trade',
  'Retail Trade',
  'Transportation and Warehousing',
  'Information',
  'Finance and Insurance',
  'Real Estate and Rental and Leasing',
  'Professional, Scientific, and Technical Services',
  'Management of Companies and Enterprises',
  'Administrative and Support and Waste Management and Remediation Services',
  'Educational Services',
  'Health Care and Social Assistance',
  'Arts, Entertainment, and Recreation',
  'Accommodation and Food Services',
  'Other Services (except Public Administration)',
  'Public Administration',
];

const CustomField = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-zA-Z0-9_]{0,39}$/, 'must be 1 to 40 letters, digits and _, and begin with a small letter')
      .meta({ example: 'rooms' }),
    type: z.enum(['text', 'number', 'money', 'date', 'boolean', 'choice']),
    choices: choices(100).optional().meta({ description: 'What a `choice` may be.' }),
    required: z.boolean().default(false),
  })
  .refine(({ type, choices: some = [] }) => type !== 'choice' || some.length > 0, {
    path: ['choices'],
    error: 'must be given for a choice',
  })
  .meta({ id: 'CustomField' });
export type CustomField = z.output<typeof CustomField>;

const weight = storableNumber.min(0).max(1_000);
const HealthWeights = z
  .strictObject({
    revenueTrend: weight,
    payment: weight,
    engagement: weight,
    satisfaction: weight,
    support: weight,
  })
  .refine((all) => Object.values(all).some((one) => one > 0), 'must not all be 0')
  .meta({ id: 'HealthWeights' });

/** How scores of customers are made. */
const ScoreSettings = z
  .strictObject({
    weights: HealthWeights.default(defaultWeights).meta({
      description: 'What each component of health weighs; they need not come to 100.',
    }),
    defaultMarginPercent: storableNumber
      .min(0)
      .max(100)
      .default(25)
      .meta({ description: 'The margin of what was bought, where none was sent with it, in percent of the net.' }),
    churnWindowDays: z
      .int()
      .min(30)
      .max(3_650)
      .default(365)
      .meta({ description: 'Who buys nothing for so many days counts as lost.' }),
  })
  .meta({ id: 'ScoreSettings' });

/** So many days before a date of a vehicle a task can be made. */
export const daysBefore = [365, 180, 120, 90, 60, 45, 30, 14, 7] as const;
const DaysBefore = z.literal(daysBefore);
export type DaysBefore = z.output<typeof DaysBefore>;

/** What happens before the end of a lease and before a vehicle is paid off. */
const VehicleDates = z
  .strictObject({
    daysBefore: z
      .array(DaysBefore)
      .max(daysBefore.length)
      .refine((days) => new Set(days).size === days.length, 'must not name one twice')
      .default([90, 60, 30])
      .meta({ description: 'A task is made so many days before; none where it is empty.' }),
    ownerId: OuterId.optional().meta({
      description: 'Who gets the task where nobody is in charge of the customer; without both there is none.',
    }),
    language: z.enum(['en', 'de', 'es', 'fr', 'ar']).default('en').meta({ description: 'Of what the task says.' }),
  })
  .meta({ id: 'VehicleDates' });

const rules = {
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters')
    .optional()
    .meta({ description: 'ISO 3166-1. Phone numbers without a country code are of it.', example: 'AT' }),
  customFields: z
    .array(CustomField)
    .max(100)
    .refine((fields) => distinct(fields.map(({ name }) => name)), 'must not name a field twice')
    .default([])
    .meta({ description: 'Fields of customers beside those of the product.' }),
  industries: choices(500).default(sectors).meta({ description: 'What an `industry` may be; NAICS 2022 if not said.' }),
  groups: choices(500).default([]).meta({ description: 'What a `group` may be; anything where it is empty.' }),
  inactiveAfterDays: z
    .int()
    .min(30)
    .max(3_650)
    .default(365)
    .meta({ description: 'Whoever bought and said nothing for so long becomes inactive.' }),
  incomeRanges: choices(50)
    .default([])
    .meta({ description: 'What an `incomeRange` may be; anything where it is empty.' }),
  scores: ScoreSettings.default({ weights: defaultWeights, defaultMarginPercent: 25, churnWindowDays: 365 }),
  vehicleDates: VehicleDates.default({ daysBefore: [90, 60, 30], language: 'en' }),
};

export const StoredCrmSettings = record('StoredCrmSettings', { settingsId: z.literal('crm'), ...rules });

/** What a company has decided about its customers; everything has a default. */
export const CrmSettings = z
  .object({
    ...rules,
    version: z.int().min(0).meta({ description: '0: never changed.' }),
    updatedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'CrmSettings' });
export type CrmSettings = z.output<typeof CrmSettings>;

export const PutCrmSettings = z
  .strictObject(rules)
  .meta({ id: 'PutCrmSettings', description: 'Replaces all of it; what is left out takes its default.' });
export type PutCrmSettings = z.output<typeof PutCrmSettings>;

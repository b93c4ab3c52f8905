import * as z from 'zod';
import { Email } from '../fields/email.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { editOf, record } from '../fields/record.schema.ts';
import { line } from '../fields/text.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { addressKey, NamedAddress } from '../outside-address/outside-address.schema.ts';
import { SurveyLanguage } from '../survey-template/localized.schema.ts';
import { MOST_RETENTION_DAYS } from './folders.ts';
import { PeriodText, ReportFilters, Section } from './section.schema.ts';
import { Paper } from './snapshot.schema.ts';

export const ReportId = idSchema('report');
export const MOST_SECTIONS = 30;
export const MOST_RECIPIENTS = 500;

const distinct = (names: readonly string[]): boolean => new Set(names).size === names.length;
const names = (about: string) =>
  z
    .array(OuterId)
    .max(50)
    .refine(distinct, 'must not name anybody twice')
    .default([])
    .meta({ description: about, uniqueItems: true });

const Recipients = z
  .strictObject({
    userIds: names('People by their ids.'),
    roles: names('Everybody who has one of these roles.'),
    teamIds: names('Everybody who is in one of these teams.'),
    addresses: z
      .array(Email)
      .max(50)
      .refine((emails) => distinct(emails.map(addressKey)), 'must not name an address twice')
      .default([])
      .meta({
        description:
          'Addresses of nobody whom the company knows. Each is asked once by mail; nothing else is sent to it before it has agreed.',
        example: ['board@example.com'],
        uniqueItems: true,
      }),
  })
  .meta({
    id: 'ReportRecipients',
    description: `Who gets it, found when it is sent, at most ${MOST_RECIPIENTS}; one mail an address, however often it is named.`,
  });

export const Cron = z.string().max(100).meta({
  description:
    'Minute, hour, day of the month, month, day of the week; one minute, so that it comes once an hour at most.',
  example: '0 7 * * 1',
});
export const PlaceName = z
  .string()
  .max(64)
  .meta({ description: 'IANA name of a place, or UTC.', example: 'Europe/Berlin' });

const Schedule = z
  .strictObject({
    cron: Cron,
    timeZone: PlaceName,
    confirmOr: z.literal(true).optional().meta({
      description: 'Says that a rule with a day of the month and one of the week is meant to run on either of them.',
    }),
    from: instant.optional().meta({ description: 'Not before.' }),
    until: instant.optional().meta({ description: 'Not then any more.' }),
  })
  .meta({ id: 'ReportSchedule', description: 'When it is sent.' });

const ReportFormat = z.enum(['pdf', 'xlsx', 'csv']).meta({ id: 'ReportFormat', example: 'pdf' });
export const SendWhen = z.enum(['always', 'changed', 'records', 'verdict']).meta({
  id: 'ReportSendWhen',
  description:
    'Whether a run that is due is sent. `changed`: what it says differs from the last one sent. `records`: there is feedback in the period. `verdict`: a comparison with the period before has a verdict, or an alert of warning or above was opened. A run that is not sent is listed as skipped.',
});
export type SendWhen = z.output<typeof SendWhen>;

const fields = {
  title: line(120).meta({ description: 'Plain text.', example: 'Weekly report' }),
  ownerId: OuterId.optional().meta({
    description: 'With what they may read it is computed; whoever makes it unless given.',
    example: 'user-7',
  }),
  language: SurveyLanguage.default('en'),
  paper: Paper.default('a4'),
  period: PeriodText.default('last_week'),
  compare: z.enum(['none', 'previous', 'lastYear', 'both']).default('previous'),
  filters: ReportFilters.default({}),
  sections: z
    .array(Section)
    .max(MOST_SECTIONS)
    .refine((all) => distinct(all.map(({ sectionId }) => sectionId)), 'must not use a sectionId twice')
    .default([])
    .meta({ description: 'In their order; a draft may have none yet.' }),
  recipients: Recipients.default({ userIds: [], roles: [], teamIds: [], addresses: [] }),
  formats: z
    .array(ReportFormat)
    .max(3)
    .refine(distinct, 'must not name a format twice')
    .default([])
    .meta({ description: 'Files beside the mail.', uniqueItems: true }),
  schedule: Schedule.optional(),
  sendWhen: SendWhen.default('always'),
  burst: z.enum(['none', 'agent', 'team']).default('none').meta({
    description:
      '`agent`: each active agent gets a copy of their own numbers, and nobody else; `team`: each team of its own.',
  }),
  catchUp: z.enum(['latest', 'all']).default('latest').meta({
    description: 'Which of several runs is sent that were missed in an outage.',
  }),
  retentionDays: z.int().min(30).max(MOST_RETENTION_DAYS).default(400).meta({ description: 'How long runs are kept.' }),
};
const status = z
  .enum(['draft', 'active'])
  .default('active')
  .meta({ description: 'A draft may be incomplete, and is not sent by its schedule.' });

export const PauseReason = z.enum(['hand', 'invalid', 'no_recipients']);

/** What is computed, for whom, and when. */
export const Report = record('Report', {
  reportId: ReportId,
  ...fields,
  status: z.enum(['draft', 'active', 'paused']),
  pausedFor: PauseReason.optional().meta({
    description:
      'Why nothing is sent. `invalid`: what it says cannot be computed any more; `no_recipients`: mail to all of them came back.',
  }),
  nextAt: instant.optional().meta({ description: 'When it is due next.' }),
});
export type Report = z.output<typeof Report>;

/** A report alone, with how the outside addresses stand that it names. */
export const ReportDetail = Report.extend({
  outsideAddresses: z.array(NamedAddress).optional(),
}).meta({ id: 'ReportDetail' });
export type ReportDetail = z.output<typeof ReportDetail>;

const body = { ...fields, status };
export const CreateReport = z.strictObject(body).meta({ id: 'CreateReport' });
export type CreateReport = z.output<typeof CreateReport>;
export const EditReport = editOf('EditReport', body);

export const ReportFilter = z.strictObject({
  status: z.enum(['draft', 'active', 'paused']).optional(),
  ownerId: OuterId.optional(),
});
export type ReportFilter = z.output<typeof ReportFilter>;

export const TransferReport = z
  .strictObject({ ownerId: OuterId.optional().meta({ description: 'Whoever calls unless given.' }) })
  .meta({ id: 'TransferReport' });

/** Something that keeps a report from being saved. */
export const ReportFault = z
  .object({
    pointer: z.string().meta({ example: '#/sections/3/by' }),
    code: z.string().meta({ example: 'no_dimension' }),
    message: z.string(),
    allowed: z.array(z.string()).optional().meta({ description: 'What could stand there.' }),
  })
  .meta({ id: 'ReportFault' });
export type ReportFault = z.output<typeof ReportFault>;

export const ValidateReport = z
  .strictObject({ report: z.record(z.string(), z.unknown()).meta({ description: 'As for creating one.' }) })
  .meta({ id: 'ValidateReport' });
export const ReportFaults = z.object({ errors: z.array(ReportFault) }).meta({ id: 'ReportFaults' });

export const CheckSchedule = z
  .strictObject({
    cron: Cron,
    timeZone: PlaceName,
    confirmOr: z.literal(true).optional(),
    language: SurveyLanguage.default('en').meta({ description: 'Of the words.' }),
  })
  .meta({ id: 'CheckReportSchedule' });
export const CheckedSchedule = z
  .object({
    words: z.string().meta({ example: 'On Monday, at 07:00 (Europe/Berlin)' }),
    next: z
      .array(z.string().meta({ example: '2026-11-02T07:00+01:00' }))
      .max(5)
      .meta({ description: 'The next five times, with their offset from UTC.' }),
  })
  .meta({ id: 'CheckedReportSchedule' });

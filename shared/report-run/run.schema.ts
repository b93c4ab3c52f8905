import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { idSchema, OuterId } from '../fields/ids.schema.ts';
import { record } from '../fields/record.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { ReportId } from '../report/report.schema.ts';
import { SectionId } from '../report/section.schema.ts';
import { Days } from '../report/snapshot-parts.schema.ts';

export const RunId = idSchema('run');
const count = z.int().min(0);

export const RunStatus = z
  .enum(['queued', 'computing', 'printing', 'sending', 'done', 'done_with_errors', 'skipped', 'failed', 'cancelled'])
  .meta({
    id: 'ReportRunStatus',
    description: '`done_with_errors`: some recipients did not get it, or a file could not be printed.',
  });
export type RunStatus = z.output<typeof RunStatus>;

export const RunReason = z
  .enum([
    'superseded',
    'too_late',
    'unchanged',
    'no_records',
    'no_verdict',
    'owner_forbidden',
    'invalid',
    'paused',
    'no_recipients',
    'not_computed',
    'not_printed',
    'not_sent',
    'too_slow',
    'too_large',
    'report_gone',
    'by_hand',
  ])
  .meta({
    id: 'ReportRunReason',
    description:
      'Why it was skipped, failed or cancelled. `superseded`: a later one of the same outage was sent; `too_late`: more than seven days; `owner_forbidden`: its owner may not read reports any more, or is not known; `too_slow`: it was not computed within 60 seconds; `too_large`: what it says has more than 5 MB. `section` names which section it was because of.',
  });

const StoredFile = z.object({
  format: z.enum(['pdf', 'xlsx', 'csv']),
  name: z.string().max(120),
  contentType: z.string().max(100),
  bytes: count,
  sha256: z.string().max(64),
  pages: count.optional(),
  missingGlyphs: z
    .array(z.string().max(8))
    .max(100)
    .optional()
    .meta({ description: 'Characters that no font of the PDF has.' }),
});
export type StoredFile = z.output<typeof StoredFile>;

const Counts = z.object({
  recipients: count,
  sent: count,
  delivered: count,
  bounced: count,
  failed: count,
  suppressed: count,
});

/** One computed snapshot of a report, and what became of it. */
export const Run = record('ReportRun', {
  runId: RunId,
  reportId: ReportId,
  reportVersion: z.int().min(0),
  occurrenceId: z.string().max(80).optional().meta({
    description: 'Its report, and its due time on the clocks of the schedule; none of a run by hand.',
    example: 'rp_01jd3k5w8z9x7v6t5s4r3q2p1n#2026-11-23T07:00',
  }),
  trigger: z.enum(['schedule', 'hand', 'test', 'burst']),
  burst: z.object({ by: z.enum(['agent', 'team']), key: OuterId }).optional(),
  askedBy: OuterId.optional().meta({
    description: 'Who asked for it by hand, or for a test, which goes to them alone.',
  }),
  dueAt: instant,
  startedAt: instant.optional(),
  finishedAt: instant.optional(),
  late: z.literal(true).optional().meta({ description: 'It began more than 15 minutes after it was due.' }),
  asOf: instant.optional(),
  period: Days.optional(),
  status: RunStatus,
  reason: RunReason.optional(),
  failure: z.string().max(300).optional().meta({ description: 'Of one that failed: what went wrong, in English.' }),
  section: SectionId.optional().meta({ description: 'Of one that failed: the section that it was because of.' }),
  tries: count.meta({ description: 'How often a step of it has failed.' }),
  files: z.array(StoredFile).max(3).meta({ description: 'Beside the mail.' }),
  missing: z
    .array(z.enum(['pdf', 'xlsx', 'csv']))
    .max(3)
    .optional()
    .meta({ description: 'Files that could not be printed.' }),
  ms: z.object({ compute: count, print: count, send: count }).partial(),
  counts: Counts,
  fingerprint: z
    .string()
    .max(64)
    .optional()
    .meta({ description: 'Of all that it says; two runs with one say the same.' }),
  sha256: z.string().max(64).optional().meta({ description: 'Of the snapshot, as JSON.' }),
  revokedAt: instant.optional().meta({ description: 'Since then its links lead nowhere.' }),
  deliveryIds: z.array(idSchema('reportDelivery')).max(500).optional().meta({ description: 'One per recipient.' }),
  erase: z.array(FeedbackId).max(1_500).optional().meta({ description: 'Records whose words are to be taken out.' }),
  callAt: instant.optional().meta({ description: 'When a worker is called for it next.' }),
  leavesAt: instant.meta({ description: 'Until then it is kept.' }),
});
export type Run = z.output<typeof Run>;

/** A run as callers see it. */
export const ShownRun = Run.omit({ callAt: true, deliveryIds: true, erase: true }).meta({ id: 'ShownReportRun' });
export type ShownRun = z.output<typeof ShownRun>;

/** A run alone, with where its snapshot can be fetched. */
export const RunDetail = ShownRun.extend({
  snapshot: z
    .object({ url: z.string(), expiresAt: instant })
    .optional()
    .meta({ description: 'The snapshot as gzipped JSON, for five minutes; absent until it is computed.' }),
}).meta({ id: 'ReportRunDetail' });

export const RunFilter = z.strictObject({ status: RunStatus.optional() });
export type RunFilter = z.output<typeof RunFilter>;

export const RunNow = z
  .strictObject({
    at: instant.optional().meta({ description: 'For which its periods are found, in the past; now unless given.' }),
  })
  .meta({ id: 'RunReport' });
export const TestReport = z.strictObject({}).meta({ id: 'TestReport' });

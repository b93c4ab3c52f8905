import * as z from 'zod';
import { idSchema } from '../fields/ids.schema.ts';
import { instant } from '../fields/time.schema.ts';
import { Direction, Grouping, MetricName } from '../metrics/figure.schema.ts';
import { Brand } from '../survey-template/brand.schema.ts';
import { SurveyLanguage } from '../survey-template/localized.schema.ts';
import { SnapshotSection } from './snapshot-section.schema.ts';
import { Days } from './snapshot-parts.schema.ts';

/** Rises when printers must read it otherwise; snapshots of every version ever written stay printable. */
export const SNAPSHOT_VERSION = 1;

export const Paper = z.enum(['a4', 'letter']).meta({ id: 'Paper', description: 'Of the PDF.', example: 'a4' });
export const ReportLanguage = SurveyLanguage;
export const RunTrigger = z.enum(['schedule', 'hand', 'test', 'burst', 'preview']);

const Run = z.object({
  runId: idSchema('run').optional().meta({ description: 'Absent in a preview, which is not stored.' }),
  reportId: idSchema('report').optional().meta({ description: 'Absent in the preview of what is not saved yet.' }),
  reportVersion: z.int().min(0),
  title: z.string().meta({ description: 'Of the report; one line, plain text.' }),
  trigger: RunTrigger.meta({ description: '`test` and `preview` are marked as such by every printer.' }),
  dueAt: instant,
  late: z
    .object({ dueAt: instant, startedAt: instant })
    .optional()
    .meta({ description: 'The run began more than 15 minutes after it was due; the first line says so.' }),
  asOf: instant.meta({ description: 'All figures are of this time.' }),
  mixed: z
    .literal(true)
    .optional()
    .meta({ description: 'Counters moved while they were read, three times; figures may differ by seconds.' }),
  burst: z
    .object({ by: z.enum(['agent', 'team']), key: z.string(), label: z.string() })
    .optional()
    .meta({ description: 'Of whom this copy of the report is; all of its figures are theirs.' }),
});

const Formula = z.object({
  metric: MetricName,
  title: z.string().meta({ description: 'Of the metric, as the catalogue has it (English).' }),
  formula: z.string(),
  formulaVersion: z.int().min(1),
  unit: z.string(),
  direction: Direction,
  citation: z.string(),
});

/**
 * What a run of a report computed: everything that the mail, the PDF, the spreadsheet and the CSV print, and nothing else
 * is read to print them. Numbers are not rounded; printers format them in `language`. Texts are plain: no printer
 * interprets markup in them. Keys of groups come with the label to show. Words of comparisons are English; printers say a
 * verdict in their language from `verdict`, `difference` and `interval`.
 */
export const Snapshot = z
  .object({
    schemaVersion: z.literal(SNAPSHOT_VERSION),
    run: Run,
    company: z.object({
      name: z.string(),
      brand: Brand,
      zone: z.string().meta({ description: 'IANA time zone of all days and of the times that are shown.' }),
    }),
    language: ReportLanguage,
    paper: Paper,
    period: Days,
    filters: z
      .array(z.object({ by: Grouping, keys: z.array(z.object({ key: z.string(), label: z.string() })) }))
      .meta({ description: 'What all figures are limited to; none where the list is empty.' }),
    sections: z.array(SnapshotSection),
    formulas: z.array(Formula).meta({ description: 'Of each metric in it, once, in the order of the catalogue.' }),
    excluded: z
      .array(z.object({ metric: MetricName, reasons: z.record(z.string(), z.int()) }))
      .meta({ description: 'What each metric left out in the period of the report, by reason; only those that did.' }),
  })
  .meta({ id: 'ReportSnapshot' });
export type Snapshot = z.output<typeof Snapshot>;

import type * as z from 'zod';
import type { Context } from '../../kernel/context.ts';
import { aContext } from '../../testing/context.ts';
import { CreateReport, type Report } from '../report.schema.ts';
import { create } from '../report.ts';

/** The body of a report that can be computed, without schedule. */
export const aReport = (more: Partial<z.input<typeof CreateReport>> = {}): CreateReport =>
  CreateReport.parse({
    title: 'Weekly',
    sections: [{ sectionId: 'scores', kind: 'kpi_row', metrics: ['nps', 'volume'] }],
    ...more,
  });

/** A stored report of a company. */
export const givenReport = (ctx: Context, more: Partial<z.input<typeof CreateReport>> = {}): Promise<Report> =>
  create({ ...ctx, requestId: aContext().requestId }, { body: aReport(more) });

import type { Analysis } from '../analysis/analysis.schema.ts';
import { type AskedPart, type Document } from '../analysis/units.ts';
import { textOf, type Texts } from '../analysis/texts.ts';
import { settingsOf } from '../company/settings.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import type { Context } from '../kernel/context.ts';
import { judge } from '../match/judge.ts';
import { spanOfDays } from '../match/days.ts';
import { isWantedBy } from '../match/texts.ts';
import { JobPart } from './estimate.schema.ts';
import type { Selection } from './selection.schema.ts';

export type Parts = ReadonlySet<JobPart>;

/** Of the parts, those that the service is paid for. */
export const askedOf = (parts: Parts): ReadonlySet<AskedPart> =>
  new Set((['sentiment', 'keyPhrases', 'pii'] as const).filter((part) => parts.has(part)));

/** The instants, in milliseconds, between which a selection lies; now is its end unless it names an earlier day. */
export async function spanOf(ctx: Context, selection: Selection): Promise<{ start: number; end: number }> {
  const { start, end } = spanOfDays(selection, await settingsOf(ctx));
  return { start, end: Math.min(ctx.now.getTime(), end) };
}

/** Whether a record is what a selection wants, its days apart; by texts as rules may search them. */
export function isSelected(ctx: Context, selection: Selection, record: StoredFeedback): Promise<boolean> {
  const { from: _, to: __, ...filter } = selection;
  return isWantedBy(ctx, record, (facts, texts) => judge({ all: filter }, facts, texts));
}

type Known = Texts & { analysis?: Partial<Analysis> | undefined; deletedAt?: string | undefined };

/**
 * Whether a record's analysis can be made anew. What waits for its first one has it soon anyway. Of what has none there is
 * nothing to keep, so that all parts are needed.
 */
export function isOpenTo(parts: Parts, record: Known): boolean {
  const { analysis, deletedAt } = record;
  if (deletedAt !== undefined || textOf(record).trim() === '') return false;
  if (analysis?.status === 'done') return true;
  const isLeftOut = analysis?.status === 'failed' || (analysis?.status === 'skipped' && analysis.reason !== 'no-text');
  return isLeftOut && parts.size === JobPart.options.length;
}

/** What the service would be sent: the language is known from the analysis before. */
export const documentOf = (record: Known & { language?: string | undefined }): Document => ({
  text: textOf(record),
  language: record.analysis?.status === 'done' ? record.analysis.language : record.language,
});

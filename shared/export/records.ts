import { walkAudit } from '../audit/audit.ts';
import { coverText } from '../analysis/masking.ts';
import { ofPerson } from '../feedback/feedback.person.ts';
import { Feedback, type StoredFeedback } from '../feedback/feedback.schema.ts';
import { publicOf, walkSpan } from '../feedback/feedback.walk.ts';
import { masked } from '../http/masked.ts';
import { pageOf } from '../http/page.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { verdictOf } from '../match/filter.ts';
import { isWantedBy } from '../match/texts.ts';
import { Survey } from '../survey/survey.schema.ts';
import { surveysAfter } from '../survey/surveys-after.ts';
import { nextCustomers } from './customers.ts';
import type { ExportInput } from './export.schema.ts';
import { nextFigures } from './figures.ts';

type Chunk = {
  records: object[];
  /** Where the last record that was looked at lies; absent where none follows. */
  after?: string;
};

/**
 * The next records of an export, in the order of their ids, as they are at this moment; excluded ones unless the filter
 * leaves them out, deleted ones never, nor what was made after the export began. So many are looked at as `size` says: a
 * number, not a time, so that the same data make the same bytes.
 */
export function nextRecords(ctx: Context, input: ExportInput, from: From): Promise<Chunk> {
  if (input.resource === 'surveys') return nextSurveys(ctx, input, from);
  if (input.resource === 'customers') return nextCustomers(ctx, input, from);
  if (input.resource === 'audit') return nextEntries(ctx, input, from);
  if (input.figures) return nextNumbers(ctx, input.figures, from);
  return nextFeedback(ctx, input, from);
}

type From = { after: string | undefined; size: number };

async function nextFeedback(ctx: Context, input: ExportInput, { after, size }: From): Promise<Chunk> {
  const from = after as Id<'feedback'> | undefined;
  const { from: _, to: __, ...filter } = input.filter;
  const person = await ofPerson(ctx, filter);
  const records: StoredFeedback[] = [];
  let looked = 0;
  for await (const page of walkSpan(ctx, input, 'oldest', from)) {
    for (const record of page) {
      if (await isWanted(ctx, input, person, record)) records.push(record);
      if (++looked === size) return { records: shown(records, input), after: record.feedbackId };
    }
  }
  return { records: shown(records, input) };
}

type Person = Awaited<ReturnType<typeof ofPerson>>;

const isWanted = async (
  ctx: Context,
  { asOf }: ExportInput,
  { match, isTheirs }: Person,
  record: StoredFeedback,
): Promise<boolean> =>
  record.createdAt <= asOf &&
  isTheirs(record) &&
  isWantedBy(ctx, record, (facts, texts) => verdictOf(match, facts, texts));

function shown(stored: readonly StoredFeedback[], { mask }: Pick<ExportInput, 'mask'>): Feedback[] {
  const records = stored.map(publicOf);
  if (!mask) return records;
  const { items } = masked(pageOf(Feedback), { items: records }, coverText) as { items: Feedback[] };
  return items.map((record) => ({ ...record, ...(record.contact && { contact: covered(record.contact) }) }));
}

type Reachable = {
  name?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  business?: string | undefined;
};

/** A contact with the kind of each personal datum in its place; a business is none. */
const covered = ({ name, email, phone, business }: Reachable) => ({
  ...(name !== undefined && { name: '[NAME]' }),
  ...(email !== undefined && { email: '[EMAIL]' }),
  ...(phone !== undefined && { phone: '[PHONE]' }),
  ...(business !== undefined && { business }),
});

/** Surveys in the order in which they were made. */
async function nextSurveys(ctx: Context, input: ExportInput, { after, size }: From): Promise<Chunk> {
  const records: Survey[] = [];
  let looked = 0;
  const shownOf = () => (input.mask ? maskedSurveys(records) : records);
  for await (const page of surveysAfter(ctx, input, after as Id<'survey'> | undefined)) {
    for (const survey of page) {
      if (survey.createdAt <= input.asOf) records.push(survey);
      if (++looked === size) return { records: shownOf(), after: survey.surveyId };
    }
  }
  return { records: shownOf() };
}

function maskedSurveys(surveys: readonly Survey[]): Survey[] {
  const { items } = masked(pageOf(Survey), { items: surveys }, coverText) as { items: Survey[] };
  return items.map((survey) => ({
    ...survey,
    ...(survey.contact && { contact: { ...survey.contact, ...covered(survey.contact) } }),
  }));
}

/** Entries of the trail in the order in which they were made. */
async function nextEntries(ctx: Context, input: ExportInput, { after, size }: From): Promise<Chunk> {
  const records: object[] = [];
  let looked = 0;
  for await (const { entry, place } of walkAudit(ctx, input, after)) {
    const at = Date.parse(entry.at);
    if (at >= input.start && at < input.end && entry.at <= input.asOf) records.push(entry);
    if (++looked === size) return { records, after: place };
  }
  return { records };
}

async function nextNumbers(ctx: Context, asked: NonNullable<ExportInput['figures']>, from: From): Promise<Chunk> {
  const { figures, ...more } = await nextFigures(ctx, asked, from);
  return { records: figures, ...more };
}

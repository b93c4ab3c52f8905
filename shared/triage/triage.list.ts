import { maskLists, searchesMasked, withoutPersonalData } from '../analysis/masking.ts';
import { settingsOf } from '../company/settings.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { getMany } from '../feedback/feedback.ts';
import { containsWords } from '../feedback/feedback.words.ts';
import { equal, type FilterTests, passes } from '../http/list.ts';
import { pageFrom } from '../http/listing.ts';
import { orNone } from '../http/problem.ts';
import { get as getInitiative } from '../initiative/initiative.ts';
import type { Masking } from '../http/masked.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { pick } from '../kernel/json.ts';
import type { ItemKey } from '../kernel/walk.ts';
import { wordsOf } from '../kernel/words.ts';
import { ageOf, readCounts } from './counts.ts';
import { oftenChanged } from './often-changed.ts';
import type { TriageFilter, TriageOrder } from './triage.requests.schema.ts';
import { isWaiting, type Suggestion, type TriageItem } from './triage.schema.ts';
import { triageItems } from './triage.store.ts';

type Waiting = { item: TriageItem; feedback: Feedback };
type Asked = TriageFilter & { order: TriageOrder; limit: number; cursor?: string | undefined };

const tests = (now: Date, sought: (feedback: Feedback) => Feedback): FilterTests<Waiting, TriageFilter> => {
  const of = (test: FilterTests<TriageItem, Pick<TriageFilter, 'route' | 'theme' | 'type' | 'impact'>>) => test;
  const own = of({ route: equal('route'), theme: equal('theme'), type: equal('type'), impact: equal('impact') });
  return {
    route: ({ item }, wanted, filter) => own.route(item, wanted, filter),
    theme: ({ item }, wanted, filter) => own.theme(item, wanted, filter),
    type: ({ item }, wanted, filter) => own.type(item, wanted, filter),
    impact: ({ item }, wanted, filter) => own.impact(item, wanted, filter),
    age: ({ item }, wanted) => ageOf(item.arrivedAt, now) === wanted,
    q: ({ feedback }, wanted) => containsWords(sought(feedback), wordsOf(wanted)),
  };
};

/** What waits for a decision and passes every given filter, in the wanted order; with the counts of all that waits. */
export async function list(ctx: Context, input: Asked) {
  const { limit, cursor, order } = input;
  const filter: TriageFilter = pick(input, ['route', 'theme', 'type', 'impact', 'age', 'q']);
  const { privacy } = await settingsOf(ctx);
  const sought =
    filter.q !== undefined && searchesMasked(ctx, privacy) ? withoutPersonalData<Feedback> : (one: Feedback) => one;
  const measured = tests(ctx.now, sought);
  const size = Object.keys(filter).length === 0 ? limit : Math.max(limit, 100);
  const asked = { name: 'triage', filter: { ...filter, order }, limit, cursor };
  const [changed, page, counts] = await Promise.all([
    oftenChanged(ctx),
    pageFrom(ctx, asked, async function* (from: ItemKey | undefined) {
      const question = order === 'oldest' ? 'byArrival' : 'byPriority';
      for await (const steps of triageItems.by(ctx, question, { status: 'new' }, { from, size })) {
        const waiting = steps.flatMap(({ item }) => (item && isWaiting(item) ? [item] : []));
        const suggested = waiting.flatMap(({ suggestions }) => suggestions);
        const ids = [...waiting.map(({ feedbackId }) => feedbackId), ...valuesOf(suggested, 'duplicateOf')];
        const records = new Map(
          (await getMany(ctx, ids as Id<'feedback'>[])).map((one) => [one.feedbackId as string, one]),
        );
        const there = new Set([...records.keys(), ...(await initiativesIn(ctx, suggested))]);
        yield steps.map(({ item, after }) => {
          const feedback = item && records.get(item.feedbackId);
          const found = feedback && { item, feedback };
          return { item: found && passes(measured, found, filter) ? entryOf(found, there) : undefined, after };
        });
      }
    }),
    readCounts(ctx),
  ]);
  const items = page.items.map((item) => ({ ...item, suggestions: item.suggestions.map(marked(changed)) }));
  return { ...page, items, counts };
}

const marked =
  (changed: ReadonlySet<string>) =>
  (suggestion: Suggestion): Suggestion & { oftenChanged?: true } =>
    changed.has(suggestion.kind) ? { ...suggestion, oftenChanged: true } : suggestion;

/** What may be gone since it was suggested, or was never the caller's to know. */
const targets: ReadonlySet<Suggestion['kind']> = new Set(['initiative', 'duplicateOf']);

const valuesOf = (suggestions: readonly Suggestion[], kind: Suggestion['kind']): string[] => [
  ...new Set(suggestions.flatMap((one) => (one.kind === kind ? [one.value] : []))),
];

/** Those initiatives that are suggested and still there. */
async function initiativesIn(ctx: Context, suggestions: readonly Suggestion[]): Promise<string[]> {
  const ids = valuesOf(suggestions, 'initiative') as Id<'initiative'>[];
  const found = await Promise.all(ids.map((initiativeId) => orNone(getInitiative(ctx, { initiativeId }))));
  return found.flatMap((one) => one?.initiativeId ?? []);
}

const entryOf = ({ item, feedback }: Waiting, there: ReadonlySet<string>) => {
  const { route, theme, type, impact, voices, priority, suggestions, arrivedAt } = item;
  const standing = suggestions.filter(({ kind, value }) => !targets.has(kind) || there.has(value));
  return { feedback, route, theme, type, impact, voices, priority, arrivedAt, suggestions: standing };
};

/** As every list of feedback is masked: the record stands in a field of what is listed. */
export const maskWaiting: Masking = async (ctx) => {
  const cover = await maskLists(ctx);
  return (
    cover &&
    ((text, path, item) => {
      const [first, ...rest] = path;
      return first === 'feedback'
        ? cover(text, rest, (item as { feedback: Feedback }).feedback)
        : cover(text, path, item);
    })
  );
};

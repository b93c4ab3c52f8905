import { factsOf } from '../feedback/feedback.facts.ts';
import { laneOf } from '../feedback/feedback.lane.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { themeRules } from '../initiative/theme-rule.ts';
import type { Context } from '../kernel/context.ts';
import { fingerprint } from '../kernel/ids.ts';
import { judge } from '../match/judge.ts';
import { textsForRules } from '../match/texts.ts';
import { similarTo } from '../similarity/compare.ts';
import { LEAST } from '../similarity/cosine.ts';
import { type Found, initiativesAmong, lastYear, mainsAmong } from '../similarity/similar.ts';
import { BY_RULE } from './suggestions.ts';
import type { Suggestion, TriageItem } from './triage.schema.ts';

type Compared = NonNullable<TriageItem['compared']>;

/** So many of the newest candidates are read for an item: comparing 500 for each record that comes would cost more than the rest of it. */
const MOST = 100;

/** The initiative whose theme rule wants a record; of several that of the oldest. */
export async function initiativeByRule(ctx: Context, record: StoredFeedback): Promise<Suggestion | undefined> {
  const rules = await themeRules(ctx);
  if (rules.length === 0) return undefined;
  const [facts, texts] = [factsOf(record), await textsForRules(ctx, record)];
  const rule = rules.find(({ match }) => judge(match, facts, texts) === 'yes');
  return rule && { kind: 'initiative', value: rule.initiativeId, reason: BY_RULE };
}

/** What an item says whose record came by an import: it is never compared. */
export const IMPORTED: Compared = { of: 'imported', suggestions: [] };

/**
 * What similar records say about one: an earlier record that says the same, and an initiative. Found once for the same
 * texts, when their analysis has ended and their language is known; never for what was imported. `before` is what is known.
 */
export async function comparisonOf(
  ctx: Context,
  record: StoredFeedback,
  before: Compared | undefined,
): Promise<Compared | undefined> {
  const { subject, comments, analysis, language } = record;
  const of = fingerprint(JSON.stringify([subject, comments, analysis?.language ?? language])).slice(0, 16);
  if (before?.of === of || before?.of === IMPORTED.of) return before;
  if (analysis === undefined || analysis.status === 'pending' || laneOf(record) !== 'new') return undefined;
  const similar = await similarTo(ctx, record, { span: lastYear(ctx), least: LEAST.initiative, most: MOST });
  const [initiative] = await initiativesAmong(ctx, record, similar);
  const [duplicate] = await mainsAmong(ctx, record, similar, { earlier: true });
  return {
    of,
    suggestions: [
      ...(initiative ? [suggestionOf('initiative', initiative)] : []),
      ...(duplicate ? [suggestionOf('duplicateOf', duplicate)] : []),
    ],
  };
}

/** Why something is suggested: how similar it is, and where the words stand that both have; never the words. */
function suggestionOf(kind: 'initiative' | 'duplicateOf', { id, score, shared }: Found<string>): Suggestion {
  const evidence = shared.map(({ field, start, end }) => ({ field, start, end }));
  const words = `${shared.length} shared ${shared.length === 1 ? 'word' : 'words'}`;
  return { kind, value: id, reason: `similarity ${score.toFixed(2)}, ${words}`, evidence };
}

/** All that is suggested for a record: by the tables, by theme rules, else by similar records. */
export const suggestionsWith = (
  tables: readonly Suggestion[],
  rule: Suggestion | undefined,
  compared: Compared | undefined,
): Suggestion[] => [
  ...tables,
  ...(rule ? [rule] : []),
  ...(compared?.suggestions ?? []).filter(({ kind }) => !(rule && kind === 'initiative')),
];

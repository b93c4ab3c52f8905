import { spansIn, textOf } from '../analysis/texts.ts';
import { knownTopicsIn } from '../analysis/topics.ts';
import { isNegated, matchersOf, type Place, placeOf, tokenise } from '../analysis/words.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import type { LinkSource } from '../initiative/initiative.schema.ts';
import { languageIn } from '../similarity/terms.ts';
import { MANY_VOICES } from './theme-voices.ts';
import type { TriageSettings as Settings } from './triage-settings.ts';
import type { Suggestion, TriageItem } from './triage.schema.ts';
import { typeTerms, type WordType, wordTypes } from './type-terms.ts';

type Type = NonNullable<TriageItem['type']>;
type Impact = TriageItem['impact'];
type Route = TriageItem['route'];
type Said = Pick<
  Feedback,
  | 'subject'
  | 'comments'
  | 'context'
  | 'language'
  | 'type'
  | 'category'
  | 'subcategory'
  | 'theme'
  | 'impact'
  | 'snapshot'
> & {
  analysis?: Feedback['analysis'];
};

const matcherFor = matchersOf(typeTerms);
const MOST_PLACES = 10;

/** Where a type sends feedback whose theme has no route of its own. */
const routeOfType: Partial<Record<Type, Route>> = {
  bug: 'engineering',
  feature_request: 'roadmap',
  ux_issue: 'roadmap',
  content_issue: 'quick_win',
};

/** The type of which a text holds the most terms that are not denied; of equal ones the first of the table. */
function typeIn(text: string, language: string): { type: WordType; places: Place[] } | undefined {
  const tokens = tokenise(text, language);
  const found = matcherFor(language)(tokens).filter((match) => !isNegated(tokens, match.at, language));
  const [best] = wordTypes
    .map((type) => ({ type, matches: found.filter(({ value }) => value === type) }))
    .filter(({ matches }) => matches.length > 0)
    .toSorted((a, b) => b.matches.length - a.matches.length);
  return best && { type: best.type, places: best.matches.map((match) => placeOf(tokens, match)) };
}

/**
 * How much a record weighs, by points: 3 for critical urgency, 2 for high, and 1 each for a negative sentiment, a customer
 * of a top tier, and a theme of which five persons or more spoke within 28 days. Four points are `high`, two `medium`.
 */
function impactOf({ analysis, snapshot }: Said, { triage }: Settings, themeVoices: number) {
  const urgency = analysis?.urgency ?? analysis?.early?.urgency;
  const table: readonly [holds: boolean, name: string, points: number][] = [
    [urgency === 'critical', 'critical urgency', 3],
    [urgency === 'high', 'high urgency', 2],
    [analysis?.sentiment === 'negative', 'negative sentiment', 1],
    [snapshot?.tier !== undefined && triage.topTiers.includes(snapshot.tier), 'top tier', 1],
    [themeVoices >= MANY_VOICES, 'theme of 5 voices or more', 1],
  ];
  const points = table.filter(([holds]) => holds);
  const sum = points.reduce((total, [, , one]) => total + one, 0);
  const value: Impact = sum >= 4 ? 'high' : sum >= 2 ? 'medium' : 'low';
  const reason =
    points.length === 0
      ? '0 points'
      : `${points.map(([, name, one]) => `${name} ${one}`).join(' + ')} = ${sum} ${sum === 1 ? 'point' : 'points'}`;
  return { value, reason };
}

/** The theme of a record: its own, else the first of the taxonomy whose words its texts hold. */
function themeIn(record: Said, { taxonomy }: Settings, language: string): { theme?: string; suggested?: Suggestion } {
  if (record.theme !== undefined) return { theme: record.theme };
  const [known] = knownTopicsIn(textOf(record), language, taxonomy.themes);
  if (!known) return {};
  const { name, start, end } = known;
  const evidence = spansIn(record, [{ start, end }]);
  return { theme: name, suggested: { kind: 'theme', value: name, reason: 'words of the taxonomy', evidence } };
}

/** What is known of a record from itself and its words, before anything else is asked for: its theme decides what is. */
export function reading(record: Said, settings: Settings) {
  const language = languageIn(record, settings);
  const { theme, suggested } = themeIn(record, settings, language);
  const found = record.type === undefined ? typeIn(textOf(record), language) : undefined;
  const byWords: Suggestion | undefined = found && {
    kind: 'type',
    value: found.type,
    reason: `${found.places.length} ${found.places.length === 1 ? 'term' : 'terms'} of the list for ${found.type}`,
    evidence: spansIn(record, found.places).slice(0, MOST_PLACES),
  };
  return { theme, type: record.type ?? found?.type, suggestions: [byWords, suggested].flatMap((one) => one ?? []) };
}

function routeFor(
  {
    theme,
    type,
    category,
    subcategory,
  }: Pick<Said, 'theme' | 'category' | 'subcategory'> & { type?: Type | undefined },
  { taxonomy }: Settings,
): { value: Route; reason: string } {
  const own = taxonomy.themes.find(({ name }) => name === theme)?.route;
  if (own !== undefined) return { value: own, reason: 'route of the theme' };
  for (const said of [subcategory, category]) {
    const route = taxonomy.categories.find(({ name }) => name === said)?.route;
    if (route !== undefined) return { value: route, reason: 'route of the category' };
  }
  const byType = type && routeOfType[type];
  return byType ? { value: byType, reason: `type ${type}` } : { value: 'none', reason: 'no rule for theme or type' };
}

/** Why an initiative is suggested whose theme rule wants a record. */
export const BY_RULE = 'theme rule of the initiative';

/** What found the initiative that a decision links a record to: what suggests it of the record, else whoever decides. */
export function foundBy(item: TriageItem | undefined, initiativeId: string | undefined): LinkSource {
  const found = item?.suggestions.find(({ kind, value }) => kind === 'initiative' && value === initiativeId);
  if (!found) return 'hand';
  return found.reason === BY_RULE ? 'rule' : 'similar';
}

const urgencyPoints = { critical: 20, high: 10, normal: 0, low: 0 } as const;
const impactPoints = { high: 60, medium: 30, low: 0 } as const;
const MOST_VOICE_POINTS = 19;

/** In which order items wait, 0 to 99: impact 60, 30 or 0; urgency 20, 10 or 0; one for each further voice, at most 19. */
export const priorityOf = ({ impact, urgency, voices }: Pick<TriageItem, 'impact' | 'urgency' | 'voices'>): number =>
  impactPoints[impact] + (urgency ? urgencyPoints[urgency] : 0) + Math.min(MOST_VOICE_POINTS, voices - 1);

/** All that the tables say about a record, and what it weighs by them. `themeVoices`: persons of its theme in 28 days. */
export function assessed(record: Said, settings: Settings, themeVoices: number) {
  const { theme, type, suggestions } = reading(record, settings);
  const impact = impactOf(record, settings, themeVoices);
  const route = routeFor({ ...record, theme, type }, settings);
  return {
    ...(type !== undefined && { type }),
    ...(theme !== undefined && { theme }),
    impact: record.impact ?? impact.value,
    urgency: record.analysis?.urgency ?? record.analysis?.early?.urgency,
    route: route.value,
    suggestions: [
      ...suggestions,
      ...(record.impact === undefined ? [{ kind: 'impact' as const, ...impact }] : []),
      { kind: 'route' as const, ...route },
    ],
  };
}

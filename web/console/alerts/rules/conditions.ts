import type { Match } from '../../../../shared/match/match.schema.ts';

/** One line of a rule's conditions: what of a record must hold, and whether all, one or none of its group has to. */
export type Condition = { group: 'all' | 'any' | 'none'; field: string; value: string };
type Filter = Match['all'];

const numeric: readonly string[] = ['sentimentScoreMin', 'sentimentScoreMax'];
const truth: readonly string[] = ['hasText', 'excluded'];
const ofScore: readonly string[] = ['scoreMetric', 'scoreMin', 'scoreMax'];
/** Filters that only hold together: kept as they are. */
export const TOGETHER = 'together';
/** Says that all feedback is meant: a match without any other filter has to. */
export const EVERYTHING = 'matchEverything';

/** Whether a line says something: one of which nothing is typed yet does not. */
export const isSaid = ({ value }: Condition): boolean => value.replaceAll('|', '').trim() !== '';
/** Whether the lines say which feedback is meant; what is not meant says too little. */
export const meansSome = (conditions: readonly Condition[]): boolean =>
  conditions.some((one) => one.group !== 'none' && isSaid(one));

/** The lines of one filter; metric and bounds of a score are measured on one score, and so are one line. */
function linesOf(filter: Filter): Omit<Condition, 'group'>[] {
  const { scoreMetric = '', scoreMin = '', scoreMax = '' } = filter;
  const score =
    scoreMetric === '' && scoreMin === '' && scoreMax === ''
      ? []
      : [{ field: 'score', value: `${scoreMetric}|${scoreMin}|${scoreMax}` }];
  const others = Object.entries(filter).filter(([name, value]) => value !== undefined && !ofScore.includes(name));
  return [...others.map(([field, value]) => ({ field, value: String(value) })), ...score];
}

export function conditionsOf({ all, any = [], none = [], matchEverything }: Match): Condition[] {
  const branch = (group: 'any' | 'none') => (filter: Filter) => {
    const lines = linesOf(filter);
    return lines.length === 1
      ? lines.map((line) => ({ group, ...line }))
      : [{ group, field: TOGETHER, value: JSON.stringify(filter) }];
  };
  return [
    ...(matchEverything ? [{ group: 'all' as const, field: EVERYTHING, value: 'true' }] : []),
    ...linesOf(all).map((line) => ({ group: 'all' as const, ...line })),
    ...any.flatMap(branch('any')),
    ...none.flatMap(branch('none')),
  ];
}

function filterOf({ field, value }: Condition): Record<string, unknown> {
  if (field === TOGETHER) return JSON.parse(value) as Record<string, unknown>;
  if (field === 'score') {
    const [metric, min, max] = value.split('|');
    return {
      ...(metric && { scoreMetric: metric }),
      ...(min && { scoreMin: Number(min) }),
      ...(max && { scoreMax: Number(max) }),
    };
  }
  if (numeric.includes(field)) return { [field]: Number(value) };
  if (truth.includes(field)) return { [field]: value === 'true' };
  return { [field]: value.trim() };
}

/** The lines as the API takes them; a line without a value says nothing. */
export function matchOf(conditions: readonly Condition[]): Match {
  const said = conditions.filter(isSaid);
  const of = (group: Condition['group']) =>
    said.filter((one) => one.group === group && one.field !== EVERYTHING).map(filterOf);
  const [any, none] = [of('any'), of('none')];
  return {
    all: Object.assign({}, ...of('all')) as Filter,
    ...(any.length > 0 && { any }),
    ...(none.length > 0 && { none }),
    ...(said.some(({ field }) => field === EVERYTHING) && { matchEverything: true }),
  } as Match;
}

/**
 * The line that asks again for what another line must hold, too. A match holds one value of each field that all must have,
 * so one of the two would be left out.
 */
export function repeatedIn(conditions: readonly Condition[]): Condition | undefined {
  const seen = new Set<string>();
  return conditions
    .filter(({ group }) => group === 'all')
    .find(({ field, value }) => {
      const names = field === TOGETHER ? linesOf(JSON.parse(value) as Filter).map((line) => line.field) : [field];
      const again = names.some((name) => seen.has(name));
      for (const name of names) seen.add(name);
      return again;
    });
}

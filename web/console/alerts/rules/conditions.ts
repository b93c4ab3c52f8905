import type { Match } from '../../../../shared/match/match.schema.ts';

/** One line of a rule's conditions: what of a record must hold, and whether all, one or none of its group has to. */
export type Condition = { group: 'all' | 'any' | 'none'; field: string; value: string };
type Filter = Match['all'];

const numeric: readonly string[] = ['sentimentScoreMin', 'sentimentScoreMax'];
const truth: readonly string[] = ['hasText', 'excluded'];
const ofScore: readonly string[] = ['scoreMetric', 'scoreMin', 'scoreMax'];
/** Filters that only hold together: kept as they are. */
export const TOGETHER = 'together';

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

export function conditionsOf({ all, any = [], none = [] }: Match): Condition[] {
  const branch = (group: 'any' | 'none') => (filter: Filter) => {
    const lines = linesOf(filter);
    return lines.length === 1
      ? lines.map((line) => ({ group, ...line }))
      : [{ group, field: TOGETHER, value: JSON.stringify(filter) }];
  };
  return [
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
  const of = (group: Condition['group']) =>
    conditions.filter((one) => one.group === group && one.value.replaceAll('|', '').trim() !== '').map(filterOf);
  const [any, none] = [of('any'), of('none')];
  return {
    all: Object.assign({}, ...of('all')) as Filter,
    ...(any.length > 0 && { any }),
    ...(none.length > 0 && { none }),
  } as Match;
}

import type { Colleague } from '../../../../shared/people/people.schema.ts';
import { metricName, numbers } from '../../texts/numbers.ts';
import { texts } from '../../texts/console.ts';
import { alertTexts } from '../texts/texts.ts';
import { conditionWords } from './condition-words.ts';
import type { Condition } from './conditions.ts';
import { namesIn } from './rule-form.ts';
import { ruleTexts } from './texts/texts.ts';

/** What the fields of a rule are called. */
export function ruleLabels(): Record<string, string> {
  const r = ruleTexts();
  return {
    name: r.name,
    kind: r.kind,
    severity: r.severity,
    conditions: r.conditions,
    groupBy: r.groupBy,
    maxAgeDays: r.maxAgeDays,
    stormAfter: r.stormAfter,
    cooldownMinutes: r.cooldown,
    metric: r.metric,
    scope: r.scope,
    test: r.test,
    direction: r.direction,
    window: r.window,
    period: r.period,
    warning: r.warning,
    critical: r.critical,
    minSample: r.minSample,
    consecutive: r.consecutive,
    recoverAfter: r.recoverAfter,
    roles: r.roles,
    userIds: r.addPerson,
    ownerId: r.owner,
    ownerOnly: r.ownerOnly,
    minSeverity: r.minSeverity,
  };
}

const peopleWords = (ids: string, people: readonly Colleague[]): string =>
  namesIn(ids)
    .map((id) => people.find(({ userId }) => userId === id)?.name ?? id)
    .join(', ');

function scopeWords(scope: string): string {
  const r = ruleTexts();
  const [dimension = '', key = ''] = scope.split('|');
  if (dimension === '') return r.scopeAll;
  const name = numbers().groupings[dimension as keyof ReturnType<typeof numbers>['groupings']] ?? dimension;
  return key === '' ? r.each(name) : `${name}: ${key}`;
}

/** A value of a rule as its editor says it. */
export function ruleWords(name: string, text: string, people: readonly Colleague[] = []): string {
  const r = ruleTexts();
  const { severities } = alertTexts();
  const known: Record<string, Record<string, string>> = {
    kind: r.kinds,
    severity: severities,
    minSeverity: severities,
    groupBy: r.groupings,
    test: r.tests,
    direction: r.directions,
    window: r.windows,
    period: r.periods,
  };
  const said: Record<string, () => string> = {
    conditions: () => conditionWords(JSON.parse(text || '[]') as Condition[]),
    metric: () => metricName(text),
    scope: () => scopeWords(text),
    roles: () =>
      namesIn(text)
        .map((role) => r.roleNames[role] ?? role)
        .join(', '),
    userIds: () => peopleWords(text, people),
    ownerId: () => peopleWords(text, people),
    ownerOnly: () => (text === 'true' ? texts().yes : texts().no),
  };
  return said[name]?.() ?? known[name]?.[text] ?? text;
}

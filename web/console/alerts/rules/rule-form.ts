import type { AlertRule, CreateAlertRule } from '../../../../shared/alert-rule/alert-rule.schema.ts';
import type { Fields } from '../../api/merge.ts';
import { type Condition, conditionsOf, matchOf } from './conditions.ts';

type Rule = Partial<AlertRule>;
type Test = NonNullable<AlertRule['test']>;
const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

export const namesIn = (list: string): string[] => list.split(',').filter(Boolean);
export const conditionsIn = (fields: Fields): Condition[] => JSON.parse(fields['conditions'] ?? '[]') as Condition[];

function scopeText(scope: AlertRule['scope']): string {
  if (scope === undefined || 'all' in scope) return '';
  return 'each' in scope ? `${scope.dimension}|` : `${scope.dimension}|${scope.key}`;
}

/** A rule as the editor shows it: one text for each field. */
export function fieldsOf(rule: Rule): Fields {
  const test = (rule.test ?? {}) as Partial<Record<string, unknown>>;
  const { notify } = rule;
  return {
    name: text(rule.name),
    kind: rule.kind ?? 'record',
    severity: rule.severity ?? 'warning',
    conditions: JSON.stringify(rule.match ? conditionsOf(rule.match) : []),
    groupBy: rule.groupBy ?? 'record',
    maxAgeDays: text(rule.maxAgeDays ?? 7),
    stormAfter: text(rule.stormAfter ?? 20),
    cooldownMinutes: text(rule.cooldownMinutes ?? 60),
    metric: rule.metric ?? 'csat_avg',
    scope: scopeText(rule.scope),
    test: text(test['kind'] ?? 'threshold'),
    direction: text(test['direction'] ?? 'below'),
    window: text(test['window'] ?? 'today'),
    period: text(test['period'] ?? 'day'),
    lambda: text(test['lambda']),
    warning: text(test['warning']),
    critical: text(test['critical']),
    minSample: text(rule.minSample),
    consecutive: text(rule.consecutive ?? 1),
    recoverAfter: text(rule.recoverAfter ?? 2),
    roles: (notify?.roles ?? ['admin', 'manager']).join(','),
    userIds: (notify?.userIds ?? []).join(','),
    ownerOnly: notify?.ownerOnly ? 'true' : '',
    minSeverity: notify?.minSeverity ?? 'info',
    ownerId: text(rule.ownerId),
  };
}

const number = (value: string | undefined): number | undefined =>
  value === undefined || value.trim() === '' ? undefined : Number(value.replace(',', '.'));
const given = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

function testOf(f: Fields): Test {
  const kind = f['test'] as Test['kind'];
  const levels = { warning: number(f['warning']), critical: number(f['critical']) };
  const direction = f['direction'];
  const of: Record<Test['kind'], object> = {
    threshold: { window: f['window'], direction },
    control: { period: f['period'], direction },
    ewma: { period: f['period'], lambda: number(f['lambda']) },
    spike: { direction },
  };
  return given({ kind, ...of[kind], ...levels }) as Test;
}

/** Directions that a test knows; the smoothed mean looks at both. */
export const directionsOf = (test: string): readonly ('below' | 'above' | 'both')[] =>
  test === 'control' ? ['below', 'above', 'both'] : test === 'ewma' ? [] : ['below', 'above'];

function scopeOf(scope: string): AlertRule['scope'] {
  const [dimension = '', key = ''] = scope.split('|');
  if (dimension === '') return { all: true };
  const by = dimension as never;
  return key === '' ? { dimension: by, each: true } : { dimension: by, key };
}

/** What the editor shows, as the API takes it; what it does not show of whom a rule tells stays as it is. */
export function ruleOf(f: Fields, notify: Rule['notify']): CreateAlertRule {
  const watched =
    f['kind'] === 'metric'
      ? {
          metric: f['metric'],
          scope: scopeOf(f['scope'] ?? ''),
          test: testOf(f),
          minSample: number(f['minSample']),
          consecutive: number(f['consecutive']),
          recoverAfter: number(f['recoverAfter']),
        }
      : {
          match: matchOf(conditionsIn(f)),
          severity: f['severity'],
          groupBy: f['groupBy'],
          maxAgeDays: number(f['maxAgeDays']),
          stormAfter: number(f['stormAfter']),
        };
  return given({
    name: f['name']?.trim(),
    kind: f['kind'],
    ...watched,
    cooldownMinutes: number(f['cooldownMinutes']),
    notify: {
      ...notify,
      roles: namesIn(f['roles'] ?? ''),
      userIds: namesIn(f['userIds'] ?? ''),
      ownerOnly: f['ownerOnly'] === 'true',
      minSeverity: f['minSeverity'],
    },
    ownerId: f['ownerId'] || undefined,
  }) as unknown as CreateAlertRule;
}

/** What of a rule is another than before, as a change takes it: null clears. */
export function changesOf(before: object, after: object): Record<string, unknown> {
  const [was, is] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const changed = names.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
  return Object.fromEntries(changed.map((name) => [name, is[name] ?? null]));
}

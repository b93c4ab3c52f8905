import type { CreateImport, ImportPreview } from '../../../shared/import/import.schema.ts';

type Mapped = CreateImport['mapping'][number];
type Column = ImportPreview['columns'][number];

/** What a person has said of a column; without `to` it is as the preset knows it. Bounds as they are typed. */
export type Said = { to: Mapped['to'] | ''; metric: NonNullable<Mapped['metric']>; min: string; max: string };

const metrics = ['csat', 'nps', 'ces', 'rating', 'custom'] as const;

/** What is suggested for a column; what the preset knows needs nothing said, and a scale is never guessed. */
export function suggestedFor({ suggestion }: Pick<Column, 'suggestion'>): Said {
  const metric = metrics.find((name) => name === suggestion?.metric) ?? 'csat';
  const known = suggestion === undefined || suggestion.confidence === 'known';
  return { to: known ? '' : (suggestion.field as Mapped['to']), metric, min: '', max: '' };
}

const bound = (typed: string): number | undefined =>
  typed.trim() !== '' && Number.isInteger(Number(typed)) ? Number(typed) : undefined;

/** The mapping as the API takes it: columns of which something was said; a scale only as a whole. */
export function mappingOf(columns: readonly Pick<Column, 'header'>[], said: Readonly<Record<string, Said>>): Mapped[] {
  return columns.flatMap(({ header }): Mapped[] => {
    const { to, metric, min, max } = said[header] ?? { to: '' as const, metric: 'csat' as const, min: '', max: '' };
    if (to === '') return [];
    if (to !== 'score') return [{ column: header, to }];
    const scaleMin = bound(min);
    const scaleMax = bound(max);
    const scale = scaleMin === undefined || scaleMax === undefined ? {} : { scaleMin, scaleMax };
    return [{ column: header, to, metric, ...scale }];
  });
}

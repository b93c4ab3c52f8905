import type { Snapshot } from '../../../shared/report/snapshot.schema.ts';
import type { Figure } from '../../../shared/metrics/figure.schema.ts';

/** A number of a snapshot that every printer must show. */
export type Shown = { unit: string; value: number; marginOfError?: number | undefined };

const isFigure = (value: object): value is Figure => 'formula' in value && 'excluded' in value && 'n' in value;

/** Every figure in a snapshot with a value, wherever it stands: as found by walking, so that no kind of section is forgotten. */
export function figuresOf(snapshot: Snapshot): Shown[] {
  const found: Shown[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isFigure(value)) {
      if (value.value !== null)
        found.push({ unit: value.unit, value: value.value, marginOfError: value.marginOfError });
      found.push({ unit: 'records', value: value.n });
      return;
    }
    for (const inner of Object.values(value)) walk(inner);
  };
  walk(snapshot.sections);
  return found;
}

/** Every value of a series. */
export function pointsOf(snapshot: Snapshot): Shown[] {
  const units = new Map<string, string>(snapshot.formulas.map(({ metric, unit }) => [metric, unit]));
  return snapshot.sections.flatMap((section) => {
    if (section.kind !== 'trend') return [];
    const unit = units.get(section.metric) ?? '';
    return [...section.series.flatMap(({ points }) => points), ...(section.previous ?? [])].flatMap(({ value }) =>
      value === null ? [] : [{ unit, value }],
    );
  });
}

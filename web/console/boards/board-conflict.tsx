import type { Fields } from '../api/merge.ts';
import { Conflict } from '../kit/conflict.tsx';
import { nameOfSection, periodName } from '../reports/names.ts';
import { reportsTexts } from '../reports/texts/texts.ts';
import { nameOf } from '../texts/numbers.ts';
import { bodyIn, type BodyField } from './body.ts';
import { roleName } from './parts.tsx';
import { boardTexts } from './texts/texts.ts';

type Props = { base: Fields; mine: Fields; theirs: Fields; onChosen: (fields: Fields) => void; onClose: () => void };

/** Two people have arranged the same board: of what both have changed, one is chosen. */
export function BoardConflict(props: Props) {
  const r = reportsTexts();
  const b = boardTexts();
  const labels: Record<BodyField, string> = {
    title: r.blockTitle,
    sharing: b.sharing,
    roles: r.roles,
    preset: r.period,
    compare: r.compare,
    filters: r.filter,
    tiles: r.blocks,
  };
  const say = (name: string, text: string): string => {
    const body = bodyIn({ [name]: text });
    switch (name as BodyField) {
      case 'title':
        return body.title;
      case 'sharing':
        return b.sharings[body.sharing];
      case 'roles':
        return body.roles.map(roleName).join(', ');
      case 'preset':
        return periodName(body.preset);
      case 'compare':
        return r.compares[body.compare] ?? body.compare;
      case 'filters':
        return Object.entries(body.filters)
          .map(([filter, key]) => `${r.filters[filter]}: ${nameOf(String(key))}`)
          .join(', ');
      case 'tiles':
        return body.tiles.map(nameOfSection).join(' · ');
    }
  };
  return <Conflict {...props} labels={labels} say={say} />;
}

import type { MergePreview } from '../../../shared/merge/merge.schema.ts';
import { formatCount } from '../../chart/format.ts';
import { Facts } from '../kit/facts.tsx';
import { spoken } from '../texts/console.ts';
import { duplicateTexts } from './texts/texts.ts';

/** How many records of each kind go with the merged customers. */
export function Moved({ moved, title }: { moved: MergePreview['moved']; title: string }) {
  const d = duplicateTexts();
  const some = moved.filter(({ n }) => n > 0);
  if (some.length === 0) return null;
  return (
    <div>
      <p className="note">{title}</p>
      <Facts
        label={title}
        facts={some.map(({ kind, n }) => [d.kinds[kind] ?? kind, formatCount(spoken(), n)] as const)}
      />
    </div>
  );
}

import { Link } from '@tanstack/react-router';
import type { Relation } from '../../../shared/relation/relation.schema.ts';
import { customerTexts } from '../customers/texts/texts.ts';
import { ListOf, type Pages } from '../kit/list-of.tsx';
import type { Column } from '../kit/table.tsx';
import { contactTexts } from './texts/texts.ts';

type Props = { caption: string; pages: Pages<Relation>; more?: readonly Column<Relation>[] };

/** Whom somebody is related with, and how; `more` is what can be done with each. */
export function RelationList({ caption, pages, more = [] }: Props) {
  const c = contactTexts();
  return (
    <ListOf
      caption={caption}
      pages={pages}
      empty={c.noRelations}
      keyOf={({ relationId }: Relation) => relationId}
      columns={[
        { name: c.relation, cell: ({ type }) => c.relationTypes[type] },
        { name: customerTexts().name, cell: (one) => <Other relation={one} /> },
        {
          name: c.from,
          line: true,
          cell: ({ from, until }) => [from, until].filter(Boolean).join(' – '),
        },
        { name: c.note, cell: ({ note }) => <bdi>{note}</bdi> },
        ...more,
      ]}
    />
  );
}

const Other = ({ relation: { to, displayName } }: { relation: Relation }) =>
  to.type === 'customer' ? (
    <Link to="/customers/$customerId" params={{ customerId: to.id }} className="quiet name-link">
      <bdi>{displayName}</bdi>
    </Link>
  ) : (
    <Link to="/contacts/$contactId" params={{ contactId: to.id }} className="quiet name-link">
      <bdi>{displayName}</bdi>
    </Link>
  );

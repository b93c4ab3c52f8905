import type { PersonRef, RelationType, SeenRelationType, StoredRelation } from './relation.schema.ts';

const inverses = {
  spouse: 'spouse',
  parent: 'child',
  child: 'parent',
  sibling: 'sibling',
  guardian: 'ward',
  employer: 'employee',
  partner: 'partner',
  subsidiary: 'parent',
  referred_by: 'referred',
  co_owner: 'co_owner',
  other: 'other',
} as const satisfies Record<RelationType, SeenRelationType>;

/** What a customer is to the one who is something to them. A business below another is its subsidiary. */
export const inverseOf = (type: RelationType, isBusiness: boolean): SeenRelationType =>
  type === 'parent' && isBusiness ? 'subsidiary' : inverses[type];

/** A relation as one of its sides sees it: who the other one is, and what. */
export const seenFrom = (
  side: PersonRef['id'],
  { of, to, type, inverse }: Pick<StoredRelation, 'of' | 'to' | 'type' | 'inverse'>,
): { type: SeenRelationType; to: PersonRef } => (of.id === side ? { type, to } : { type: inverse, to: of });

export type IndexDeclaration = {
  /** Attributes that hold its partition and sort key. The tenant guard knows every `pk` named here. */
  pk: string;
  sk: string;
  question: string;
  projection: 'KEYS_ONLY';
  /** Begins the keys that any company may put an item under, and only the system may read. */
  anyCompanyWrites?: string;
};

/**
 * The table's secondary indexes, overloaded: each says which question its keys answer. All are sparse,
 * so an item costs a write unit only in those it belongs to. Entities map their own, named indexes to
 * these; the table, the tenant guard and a test derive from this list. DynamoDB wants names of three characters or more.
 */
export const tableIndexes = {
  gsi1: { pk: 'g1pk', sk: 'g1sk', question: 'what did this customer say', projection: 'KEYS_ONLY' },
  gsi2: { pk: 'g2pk', sk: 'g2sk', question: 'what belongs to this owner or month', projection: 'KEYS_ONLY' },
  gsi3: { pk: 'g3pk', sk: 'g3sk', question: 'what is open or waiting', projection: 'KEYS_ONLY' },
  gsi4: { pk: 'g4pk', sk: 'g4sk', question: 'what is due', projection: 'KEYS_ONLY', anyCompanyWrites: 'due#' },
  gsi5: { pk: 'g5pk', sk: 'g5sk', question: 'what belongs to this ticket or initiative', projection: 'KEYS_ONLY' },
  gsi6: { pk: 'g6pk', sk: 'g6sk', question: 'what belongs to this case, survey or message', projection: 'KEYS_ONLY' },
} as const satisfies Record<string, IndexDeclaration>;
export type TableIndex = keyof typeof tableIndexes;

/** The names of partition and sort key of an index, or of the table itself. */
export const keyNames = (index: TableIndex | undefined): Pick<IndexDeclaration, 'pk' | 'sk'> =>
  index === undefined ? { pk: 'pk', sk: 'sk' } : tableIndexes[index];

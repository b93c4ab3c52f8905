import type { LaidSection } from '../../report/laid.ts';

/** What each table is called by those who do not see it: two of one title are told apart by their number. */
export function tableNames(sections: readonly LaidSection[]): ReadonlyMap<object, string> {
  const seen = new Map<string, number>();
  const tables = sections.flatMap(({ title, blocks }) =>
    blocks.filter(({ type }) => type === 'table').map((block) => ({ title, block })),
  );
  return new Map(
    tables.map(({ title, block }) => {
      const count = (seen.get(title) ?? 0) + 1;
      seen.set(title, count);
      return [block, count > 1 ? `${title} ${count}` : title];
    }),
  );
}

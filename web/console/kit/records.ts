export type Call = { path: string; query: Record<string, string> };

/** The list of what a number counts: the same filters, so the same n. */
export const recordsOf = ({ path, query }: Call): Record<string, string> =>
  path.endsWith('/records') ? { ...query, metric: path.split('/').at(-2) ?? '' } : query;

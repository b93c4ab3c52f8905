/** What somebody has several of, such as addresses, the primary one first. */
export const primaryFirst = <T extends { primary?: boolean | undefined }>(list: readonly T[] = []): T[] =>
  list.toSorted((one, other) => Number(other.primary ?? false) - Number(one.primary ?? false));

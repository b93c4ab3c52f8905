/** Fields of something that is edited: what a field shows, by its name. */
export type Fields = Readonly<Record<string, string>>;

/**
 * Two people have changed the same thing. What only one of them has changed is taken from both; fields that both have
 * changed, each to something else, are left to the person.
 */
export function merge(base: Fields, mine: Fields, theirs: Fields): { merged: Fields; clash: string[] } {
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  const clash = names.filter(
    (name) => mine[name] !== base[name] && theirs[name] !== base[name] && mine[name] !== theirs[name],
  );
  const merged = names.map((name) => [name, mine[name] === base[name] ? theirs[name] : mine[name]]);
  return { merged: Object.fromEntries(merged) as Fields, clash };
}

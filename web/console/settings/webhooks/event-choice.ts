/** What an endpoint wants, as the API names it: `*`, `feedback.*` or `FeedbackEdited`. */
export type Chosen = readonly string[];

const allOf = (noun: string): string => `${noun}.*`;

export const hasAll = (chosen: Chosen, noun: string): boolean => chosen.includes(allOf(noun));

/** Takes all of a noun, or none of it: its single types are then said already. */
export const withNoun = (chosen: Chosen, noun: string, types: Chosen, on: boolean): string[] => {
  const others = chosen.filter((name) => name !== allOf(noun) && !types.includes(name));
  return on ? [...others, allOf(noun)] : others;
};

/** How many of the types of a noun are wanted by name or by all of it. */
export const countOf = (chosen: Chosen, noun: string, types: Chosen): number =>
  hasAll(chosen, noun) ? types.length : types.filter((type) => chosen.includes(type)).length;

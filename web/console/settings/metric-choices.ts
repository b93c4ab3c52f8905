import { metricName, numbers } from '../texts/numbers.ts';

/** All metrics that have a name, in the order of their names. */
export const metricChoices = (): { value: string; name: string }[] =>
  Object.keys(numbers().metrics)
    .map((value) => ({ value, name: metricName(value) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));

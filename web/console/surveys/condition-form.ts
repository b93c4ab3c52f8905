export const conditionTests = ['is', 'not', 'anyOf', 'noneOf', 'atLeast', 'atMost'] as const;
type ConditionTest = (typeof conditionTests)[number];
type Plain = string | number | boolean;
type Condition = { field: string } & Partial<Record<ConditionTest, Plain | Plain[]>>;

/** A typed value as the API compares it: numbers and yes-or-no facts are no texts. */
function plain(text: string): Plain {
  const trimmed = text.trim();
  if (trimmed === 'true' || trimmed === 'false') return trimmed === 'true';
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
}

export function valueOf(test: ConditionTest, typed: string): Plain | Plain[] {
  if (test === 'anyOf' || test === 'noneOf')
    return typed
      .split(',')
      .filter((part) => part.trim() !== '')
      .map(plain);
  return plain(typed);
}

export function textOf(condition: Condition): string {
  const test = conditionTests.find((one) => condition[one] !== undefined);
  return test === undefined ? '' : [condition[test]].flat().map(String).join(', ');
}

/** What stands in the field: as it was typed, as long as it still stands for the condition. "1," is not yet a list. */
export function shownOf(condition: Condition, typed: string): string {
  const test = conditionTests.find((one) => condition[one] !== undefined);
  const stands = test !== undefined && JSON.stringify(valueOf(test, typed)) === JSON.stringify(condition[test]);
  return stands ? typed : textOf(condition);
}

/** Another test with the same value, as far as it has a use for it. */
export const withTest = <T extends ConditionTest>(field: string, test: T, typed: string) => ({
  field,
  [test]: test === 'atLeast' || test === 'atMost' ? Number.parseFloat(typed) || 0 : valueOf(test, typed),
});

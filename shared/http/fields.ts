import { prototypeKeys } from './json.ts';
import { Problem } from './problem.ts';

export type Fields = Record<string, string | string[]>;

/**
 * Form fields by name; one given twice becomes an array, as checkboxes do. Prototype keys are refused as in JSON:
 * a schema would drop them without a word.
 */
export function fieldsOf(pairs: Iterable<readonly [name: string, value: string]>): Fields {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of pairs) {
    if (prototypeKeys.has(name))
      throw new Problem('validation-failed', undefined, {
        errors: [{ pointer: `#/${name}`, detail: 'is not allowed as a field' }],
      });
    const earlier = fields.get(name);
    fields.set(name, earlier === undefined ? value : [earlier, value].flat());
  }
  return Object.fromEntries(fields);
}

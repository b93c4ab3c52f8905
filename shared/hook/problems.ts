import type * as z from 'zod';
import type { RowProblem } from '../import/import.schema.ts';

/** What is wrong with the form of what came in, with its place. */
export const problemsOf = ({ issues }: z.ZodError): RowProblem[] =>
  issues
    .slice(0, 10)
    .map(({ path, message }) => ({ column: path.map(String).join('.'), code: 'value_invalid', message }));

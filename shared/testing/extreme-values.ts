import { expect, test } from 'vitest';
import type * as z from 'zod';
import { itemOf } from '../http/items.schema.ts';
import { partsOf } from '../http/schema-parts.ts';
import { type Site, sitesOf } from './schema-walk.ts';

/** Valid JSON, and numbers in JavaScript, but not in DynamoDB: too large, too small, or no longer exact. */
const numbers = [1e17, -1e17, 1e300, 1e-200, 5e-324];
const takesNumbers = (schema: z.ZodType): boolean =>
  ['number', 'lazy', 'unknown'].includes(partsOf(schema).type) && itemOf(schema) === undefined;

/** Instants that a calendar of four digits loses when they are turned into UTC. */
const instants = ['0000-01-01T00:00:00+01:00', '9999-12-31T23:59:59-14:00'];
const takesInstants = (schema: z.ZodType): boolean => {
  const { type, format } = partsOf(schema);
  return type === 'string' && format === 'datetime';
};

/**
 * Puts extreme numbers and instants into every place of a route's body that takes such: each is refused with 400 that
 * points to it, or taken. Items that are checked singly are refused singly. `sent` sends a valid request whose body was
 * altered.
 */
export function extremeValueTests(
  schema: z.ZodType,
  sent: (alter: (body: unknown) => unknown) => Promise<Answer>,
): void {
  const cases = [
    ...sitesOf(schema, takesNumbers).map((site) => ({ site, values: numbers as unknown[] })),
    ...sitesOf(schema, takesInstants).map((site) => ({ site, values: instants as unknown[] })),
  ];
  for (const { site, values } of cases) {
    test(`an extreme value at ${pointerOf(site)} is refused with 400 that points to it, or taken`, async () => {
      for (const value of values) {
        const answer = await sent((body) => site.put(body, value));
        expect({ value, ...outcome(answer, site) }).toEqual({ value, refusedElsewhere: [], failed: false });
      }
    });
  }
}

const pointerOf = ({ path }: Pick<Site, 'path'>): string => ['#', ...path].join('/');

type Answer = { status: number; body: Record<string, unknown>; text: string };

/** `refusedElsewhere`: what a 400 complains about where it says nothing of the value. */
function outcome({ status, body, text }: Answer, site: Site) {
  const failed = status >= 500 || /"status":5\d\d|"reason":"unavailable"/.test(text);
  const pointers = ((body['errors'] ?? []) as { pointer?: string }[]).map(({ pointer = '' }) => pointer);
  const [own, around] = [pointerOf(site), pointerOf({ path: site.path.slice(0, -1) })];
  const told = pointers.some((pointer) => pointer === own || pointer === around || around.startsWith(`${pointer}/`));
  return { failed, refusedElsewhere: status === 400 && !told ? pointers : [] };
}

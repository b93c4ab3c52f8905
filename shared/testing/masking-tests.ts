import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import type * as z from 'zod';
import { PutSettings } from '../company/settings.schema.ts';
import { putSettings } from '../company/put-settings.ts';
import { isVerbatim } from '../fields/verbatim.schema.ts';
import type { Route } from '../http/contract.ts';
import type { HttpHandler } from '../http/serve.ts';
import { baseClient, tableName } from '../kernel/table.ts';
import { type Example, send } from './call.ts';
import { aContext } from './context.ts';
import { recordIn, sitesOf } from './schema-walk.ts';
import { watchTable } from './watch-table.ts';

type Prepare = (companyId: string) => Promise<Example> | Example;

const addressOf = (index: number): string => `person-${index}@example.com`;

/**
 * What every list of what people wrote must stand: an address is planted in the table in each field that the reply's
 * schema marks as verbatim. It shows where the company does not mask its lists, and nowhere where it does.
 */
export function maskingTests(handler: HttpHandler, route: Route, shown: z.ZodType, prepare: Prepare): void {
  const item = recordIn(shown);
  const sites = sitesOf(item, isVerbatim);
  if (sites.length === 0) return;
  test('all that people wrote stands in the record that is listed', () =>
    expect(sitesOf(shown, isVerbatim)).toHaveLength(sites.length));

  const listed = async (lists: boolean): Promise<string> => {
    const ctx = aContext();
    await putSettings(ctx, PutSettings.parse({ privacy: { maskPii: { lists } } }));
    const { result: request, items } = await watchTable(async () => prepare(ctx.companyId));
    for (const row of items.filter((one) => item.safeParse(one).success)) {
      const Item = sites.reduce<unknown>((body, { put }, index) => {
        const text = `Mail ${addressOf(index)}`;
        const planted = put(body, text);
        // Where no text may stand, an object with a text may.
        return item.safeParse(planted).success ? planted : put(body, { note: text });
      }, row) as Record<string, unknown>;
      await baseClient().send(new PutCommand({ TableName: tableName(), Item }));
    }
    const { status, text } = await send(handler, route, { ...request, companyId: ctx.companyId });
    expect(status).toBe(200);
    return text;
  };
  const fieldsIn = (text: string) =>
    sites.filter((_, index) => text.includes(addressOf(index))).map(({ path }) => path.join('.'));

  test('personal data in what people wrote shows in no field where the company masks its lists', async () => {
    const masked = await listed(true);
    expect(fieldsIn(masked)).toEqual([]);
    expect(masked.split(/\[(?:EMAIL|PII)\]/).length - 1).toBeGreaterThanOrEqual(sites.length);
  });

  test('what people wrote stands in every field as they wrote it where the company does not mask its lists', async () => {
    expect(fieldsIn(await listed(false))).toEqual(sites.map(({ path }) => path.join('.')));
  });
}

import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { baseClient, tableName } from '../kernel/table.ts';

/** All that the table holds of a company, keys and values, in lower case; only for a table of its own. */
export async function rawItems(companyId: string): Promise<string> {
  const found: unknown[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await baseClient().send(new ScanCommand({ TableName: tableName(), ExclusiveStartKey: from }));
    found.push(...(page.Items ?? []).filter((item) => JSON.stringify(item).includes(companyId)));
    from = page.LastEvaluatedKey;
  } while (from);
  return JSON.stringify(found).toLowerCase();
}

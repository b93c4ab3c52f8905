import { CreateConsent } from '../consent/consent.schema.ts';
import { CreateCustomer } from '../customer/customer.schema.ts';
import { fingerprint } from '../kernel/ids.ts';
import { asText } from './as-text.ts';
import { bodyOf } from './customer-body.ts';
import { consentOf, consentsOf } from './customer-consents.ts';
import { draftOf, refusal, type RowPlan } from './draft.ts';
import type { RowProblem } from './import.schema.ts';
import type { BuiltRow } from './resource.ts';
import type { Row } from './source/table.ts';

/** What a row says of a customer, and of what they consented to. */
export type CustomerRow = { body: Record<string, unknown>; consents: CreateConsent[] };

/** Makes a customer of a row, or says why not: all that is wrong with it, each with its field. */
export function buildCustomer(plan: RowPlan, row: Row): BuiltRow {
  if (row.fault) return { problems: [{ code: row.fault.code, message: row.fault.detail }] };
  const draft = draftOf(plan, row);
  if (draft.skip !== undefined) return { skip: draft.skip };
  const problems = [...draft.problems];
  const { consents, ...said } = draft.body ?? { ...bodyOf(plan, draft, problems), consents: consentsOf(draft) };
  const body = withIdentity(said, row);
  const parsed = CreateCustomer.safeParse(body);
  if (!parsed.success)
    problems.push(...parsed.error.issues.map((issue) => refusal(issue, body, shown.has(String(issue.path[0])))));
  // What has expired permits nothing, here as there, and whoever was asked answers there.
  const holding = ((consents ?? []) as { state?: unknown }[]).filter(
    ({ state }) => state !== 'expired' && state !== 'pending',
  );
  const read = holding.map((one) => CreateConsent.safeParse(consentOf(one)));
  for (const [at, { error }] of read.entries())
    problems.push(...(error?.issues ?? []).map(({ message }) => invalidAt(`consents.${at}`, message)));
  if (problems.length > 0) return { problems };
  return {
    input: { body, consents: read.flatMap(({ data }) => data ?? []) } satisfies CustomerRow,
    identity: fingerprint(nameOf(body)),
    // New customers get their ids now: when they became customers elsewhere is not said.
    at: plan.now,
  };
}

const invalidAt = (column: string, message: string): RowProblem => ({ column, code: 'value_invalid', message });

/** Who has neither an id nor an address gets an id from what the row says, so that the same row is the same customer again. */
function withIdentity(body: Record<string, unknown>, row: Row): Record<string, unknown> {
  if ((body['externalIds'] as unknown[] | undefined)?.length || (body['emails'] as unknown[] | undefined)?.length)
    return body;
  return { ...body, externalIds: [{ source: 'import', id: `row-${fingerprint(JSON.stringify(row.values))}` }] };
}

type Named = { externalIds?: { source?: string; id?: unknown }[]; emails?: { address?: unknown }[] };
/** What two rows of a file have in common that are about one customer. */
function nameOf(body: Record<string, unknown>): string {
  const { externalIds: [id] = [], emails: [email] = [] } = body as Named;
  return id ? `id ${id.source ?? 'default'} ${asText(id.id)}` : `email ${asText(email?.address).toLowerCase()}`;
}

/** How people are reached, and what is written of them, is not repeated in reports. */
const shown: ReadonlySet<string> = new Set([
  'type',
  'status',
  'group',
  'industry',
  'ownerId',
  'accountTier',
  'preferences',
]);

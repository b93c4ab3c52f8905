import * as z from 'zod';
import { delighted } from '../import/presets/delighted.ts';
import type { Mapped } from '../import/import.schema.ts';
import { flat } from '../import/source/table.ts';
import { problemsOf } from './problems.ts';
import type { Said } from './senders.ts';

const id = z.union([z.string().min(1), z.int()]);
const Response = z.object({ event_data: z.looseObject({ id }) });
const Unsubscribed = z.object({
  event_data: z.object({
    email: z.string().optional(),
    person: z.object({ email: z.string().optional() }).optional(),
    unsubscribed_at: z.int().optional(),
  }),
});
const responses: ReadonlySet<unknown> = new Set(['survey_response.created', 'survey_response.updated']);

/** Reads what Delighted sends: a response is the row that its API would write for it. */
export function readDelighted(body: Record<string, unknown>, mapping: readonly Mapped[]): Said {
  const type = body['event_type'];
  if (responses.has(type)) {
    const { data, error } = Response.safeParse(body);
    if (!data) return { problems: problemsOf(error) };
    const raw = data.event_data;
    return { row: { line: 1, values: flat(raw), raw }, preset: delighted, mapping };
  }
  if (type !== 'unsubscribe.created') return { skipped: 'other_event' };
  const { data, error } = Unsubscribed.safeParse(body);
  if (!data) return { problems: problemsOf(error) };
  const { email, person, unsubscribed_at: at } = data.event_data;
  const address = email ?? person?.email;
  if (!address) return { problems: [{ column: 'email', code: 'value_invalid', message: 'is missing' }] };
  return { optedOut: address, at: at === undefined ? undefined : new Date(at * 1_000).toISOString() };
}

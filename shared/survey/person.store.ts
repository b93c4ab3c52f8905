import { addressKey, customerKeyOf } from '../customer/customer-key.ts';
import { batchGet } from '../kernel/batch-get.ts';
import type { Context } from '../kernel/context.ts';
import { fingerprint } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { type TransactItem, unlessChanged } from '../kernel/write.ts';
import type { Decision, RelatedTo } from './survey.schema.ts';

/** An earlier asking of a person, as kept with the person. */
export type Asked = { surveyId: string; templateId: string; at: string };

/** What is known of an address. */
export type AddressStatus = {
  optedOut?: boolean;
  bounced?: boolean;
  complained?: boolean;
  doNotContact?: boolean;
  consent?: boolean;
  /** The person asked for some peace. */
  pausedUntil?: string;
  /** False: no mails about what became of their feedback. */
  productUpdates?: boolean;
};

/** Decisions about someone who has neither id nor address are kept together, under a name that no id can have. */
const NOBODY = '@';
/** The names a person goes by: the company's id for them and their address. Whoever asks under one is heard under both. */
export function namesOf(customerId: string | undefined, email: string | undefined): [string, ...string[]] {
  const [first, ...others] = [customerKeyOf(customerId, undefined), customerKeyOf(undefined, email)].filter(
    (name) => name !== undefined,
  );
  return [first ?? NOBODY, ...others];
}

const row = (companyId: string, pk: string, sk: string) => ({ pk: `${companyPrefix(companyId)}${pk}`, sk });
export const personKey = (companyId: string, name: string) => row(companyId, `person#${name}`, 'asked');
export const addressRowKey = (companyId: string, email: string) =>
  row(companyId, `addr#${addressKey(email)}`, 'status');
export const capKey = (companyId: string, day: string, templateId = '-') => row(companyId, `cap#${day}`, templateId);
export const triggerRowKey = (companyId: string, trigger: string) => row(companyId, `trig#${trigger}`, 't');

/** What a name of a person was asked; `revision` counts its changes. */
type AskHistory = { name: string; asked: Asked[]; revision: number };

/** Writes what a name was asked, provided that nobody changed it since it was read. */
export const historyPut = ({ companyId }: Context, { name, asked, revision }: AskHistory): TransactItem => ({
  Put: {
    TableName: tableName(),
    Item: { ...personKey(companyId, name), asked, revision: revision + 1 },
    ...unlessChanged(revision, 'revision'),
  },
});

/** Holds a write back where somebody asked a person under a name since its history was read. */
export const historyUnchanged = ({ companyId }: Context, { name, revision }: AskHistory): TransactItem => ({
  ConditionCheck: { TableName: tableName(), Key: personKey(companyId, name), ...unlessChanged(revision, 'revision') },
});

export type AskState = {
  histories: AskHistory[];
  address: AddressStatus;
  planned: { all: number; template: number };
  /** The decision this very occasion led to before, if it did. */
  earlier: Earlier | undefined;
};
type Earlier = { decision: Decision; seed?: string; until: Date };

/** The decision that the row of an occasion holds; undefined where there is none any more. */
const earlierIn = ({ now }: Context, row: Record<string, unknown> | undefined): Earlier | undefined =>
  row && Number(row['expiresAt']) > now.getTime() / 1_000
    ? {
        decision: row['decision'] as Decision,
        seed: row['seed'] as string,
        until: new Date(Number(row['expiresAt']) * 1_000),
      }
    : undefined;

/** The decision that an occasion has led to by now; strongly consistent. */
export async function readEarlier(ctx: Context, trigger: string): Promise<Earlier | undefined> {
  const [row] = await batchGet(ctx, [triggerRowKey(ctx.companyId, trigger)], { ConsistentRead: true });
  return earlierIn(ctx, row);
}

/** Everything that decides whether a person may be asked: each row as it is, though not all of one instant. */
export async function readAskState(
  ctx: Context,
  about: {
    names: readonly string[];
    email: string | undefined;
    day: string;
    templateId: string;
    trigger: string | undefined;
  },
): Promise<AskState> {
  const keys = {
    address: about.email === undefined ? undefined : addressRowKey(ctx.companyId, about.email),
    all: capKey(ctx.companyId, about.day),
    template: capKey(ctx.companyId, about.day, about.templateId),
    trigger: about.trigger === undefined ? undefined : triggerRowKey(ctx.companyId, about.trigger),
  };
  const histories = about.names.map((name) => ({ name, key: personKey(ctx.companyId, name) }));
  const wanted = [...histories.map(({ key }) => key), ...Object.values(keys).filter((key) => key !== undefined)];
  const rows = await batchGet(ctx, wanted, { ConsistentRead: true });
  const item = (key: { pk: string; sk: string } | undefined) =>
    rows.find(({ pk, sk }) => pk === key?.pk && sk === key?.sk);
  return {
    histories: histories.map(({ name, key }) => ({
      name,
      asked: (item(key)?.['asked'] as Asked[]) ?? [],
      revision: Number(item(key)?.['revision'] ?? 0),
    })),
    address: (item(keys.address) as AddressStatus | undefined) ?? {},
    planned: { all: Number(item(keys.all)?.['n'] ?? 0), template: Number(item(keys.template)?.['n'] ?? 0) },
    earlier: earlierIn(ctx, item(keys.trigger)),
  };
}

/** Public view of a recipient's occasion: what makes two requests the same one. */
export function triggerIdentity(
  templateId: string,
  event: string,
  relatedTo: RelatedTo,
  who: string,
  once?: string,
): string | undefined {
  const about = relatedTo.ticketId ?? relatedTo.caseId ?? relatedTo.interactionId ?? relatedTo.orderId ?? once;
  return about === undefined ? undefined : fingerprint(JSON.stringify([templateId, event, who, about]));
}

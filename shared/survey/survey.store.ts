import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { addressKey, customerKeyOf } from '../customer/customer-key.ts';
import { batchGet } from '../kernel/batch-get.ts';
import { replace } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { fingerprint, idMonth, keyPart, newId } from '../kernel/ids.ts';
import { pick } from '../kernel/json.ts';
import { defineStore, type Stored } from '../kernel/store.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import type { TransactItem } from '../kernel/write.ts';
import type { SurveyAction } from './survey.events.ts';
import { type Decision, type RelatedTo, Survey } from './survey.schema.ts';
import { type Answered, SurveyRow } from './survey.stored.schema.ts';

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

/** A survey as stored: the public record and what the machinery needs. */
export type StoredSurvey = Stored<SurveyRow>;
/** The most that an answer may change: a field that is not listed does not compile, so none is left standing by a burst. */
export type AnswerChanges = Partial<
  Answered & Pick<StoredSurvey, 'feedbackId' | 'lastPost' | 'before' | 'quarantine' | 'dueKind' | 'dueAt'>
>;

/** Nothing more will happen to a survey by itself. */
export const notDue = { dueKind: undefined, dueAt: undefined };

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

const ticketPart = (ticketId: string): string => `svticket#${keyPart(ticketId)}`;

export const surveys = defineStore('survey', SurveyRow, {
  id: 'surveyId',
  key: { pk: ({ surveyId }) => `sv#${idMonth(surveyId)}`, sk: ({ surveyId }) => surveyId },
  indexes: {
    ofTicket: {
      on: 'gsi5',
      pk: ({ relatedTo }) => relatedTo?.ticketId && ticketPart(relatedTo.ticketId),
      sk: ({ surveyId }) => surveyId,
    },
  },
  due: ({ dueAt }) => dueAt,
  shown: (survey): Survey => pick(survey, Object.keys(Survey.shape) as (keyof Survey)[]),
});

/**
 * Writes what a survey that has been read says from now on, and what else follows from it; throws what `isContention`
 * knows where somebody changed it since.
 */
export const replaceSurvey = (
  ctx: Context,
  before: StoredSurvey,
  changes: Partial<SurveyRow>,
  action: SurveyAction,
  also: TransactItem[] = [],
): Promise<StoredSurvey> =>
  // What a caller is answered is a page, a decision or more than this survey: whoever serves keeps it for its key.
  replace({ ...ctx, idempotency: undefined }, surveys, before, { ...before, ...changes }, { action, also });

/** Ids of the surveys of a ticket, newest first. */
export async function surveyIdsOfTicket(ctx: Context, ticketId: string): Promise<Id<'survey'>[]> {
  const ids: Id<'survey'>[] = [];
  const partition = `${companyPrefix(ctx.companyId)}${ticketPart(ticketId)}`;
  for await (const page of walkPartition<{ sk: Id<'survey'> }>(ctx, partition, { index: 'gsi5' }))
    ids.push(...page.map(({ sk }) => sk));
  return ids.toReversed();
}

export const decisionPartition = (companyId: string, name: string): string => `${companyPrefix(companyId)}dec#${name}`;

export type WrittenDecision = Decision & { decisionId: string };

/** Whether a decision stands in its month; eventually consistent. */
export async function hasDecision(ctx: Context, decisionId: Id<'decision'>): Promise<boolean> {
  // One page is enough: one item is all there can be.
  const { Count = 0 } = await ctx.db.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'gsi2',
      KeyConditionExpression: 'g2pk = :pk AND g2sk = :id',
      ExpressionAttributeValues: { ':pk': decisionPartition(ctx.companyId, idMonth(decisionId)), ':id': decisionId },
    }),
  );
  return Count > 0;
}

/** A decision under each name of the person; the first also stands in its month, over the second index. */
export function decisionPuts(companyId: string, names: readonly string[], decision: WrittenDecision): TransactItem[] {
  const month = { g2pk: decisionPartition(companyId, decision.at.slice(0, 7)), g2sk: decision.decisionId };
  return names.map((name, index) => ({
    Put: {
      TableName: tableName(),
      Item: {
        pk: decisionPartition(companyId, name),
        sk: decision.decisionId,
        ...decision,
        ...(index === 0 && month),
        __edb_e__: 'decision',
        __edb_v__: '1',
      },
    },
  }));
}

/** The decision that takes an earlier yes back, under every name of the person. */
export function withdrawal(ctx: Context, survey: StoredSurvey, why: Pick<Decision, 'reason' | 'rule'>) {
  const { surveyId, templateId, trigger, relatedTo } = survey;
  const at = ctx.now.toISOString();
  const decision: WrittenDecision = {
    decisionId: newId('decision', ctx.now),
    at,
    sent: false,
    ...why,
    templateId,
    surveyId,
    trigger,
    ...(Object.keys(relatedTo).length > 0 && { relatedTo }),
  };
  const names = namesOf(survey.customerId, survey.contact?.email);
  return { decision, writes: decisionPuts(ctx.companyId, names, decision) };
}

/** What a name of a person was asked; `revision` counts its changes. */
export type AskHistory = { name: string; asked: Asked[]; revision: number };
export type AskState = {
  histories: AskHistory[];
  address: AddressStatus;
  planned: { all: number; template: number };
  /** The decision this very occasion led to before, if it did. */
  earlier: { decision: Decision; seed?: string; until: Date } | undefined;
};

/** Everything that decides whether a person may be asked, read in one consistent call. */
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
  const trigger = item(keys.trigger);
  const fresh = trigger && Number(trigger['expiresAt']) > ctx.now.getTime() / 1_000;
  return {
    histories: histories.map(({ name, key }) => ({
      name,
      asked: (item(key)?.['asked'] as Asked[]) ?? [],
      revision: Number(item(key)?.['revision'] ?? 0),
    })),
    address: (item(keys.address) as AddressStatus | undefined) ?? {},
    planned: { all: Number(item(keys.all)?.['n'] ?? 0), template: Number(item(keys.template)?.['n'] ?? 0) },
    earlier: fresh
      ? {
          decision: trigger['decision'] as Decision,
          seed: trigger['seed'] as string,
          until: new Date(Number(trigger['expiresAt']) * 1_000),
        }
      : undefined,
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

import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { addressKey, customerKeyOf } from '../customer/customer-key.ts';
import { batchGet } from '../kernel/batch-get.ts';
import { type Actor, authorOf, type Context } from '../kernel/context.ts';
import { dueKeys } from '../kernel/due.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { fingerprint, idMonth, keyPart, newId } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import { type TransactItem, unlessChanged } from '../kernel/write.ts';
import type { SurveyLanguage } from '../survey-template/localized.schema.ts';
import type { SurveyAction } from './survey.events.ts';
import type { Decision, RelatedTo, Survey } from './survey.schema.ts';

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

/** What becomes due with a survey. */
export type DueKind = 'send' | 'remind' | 'expire' | 'settle';

/** A survey as stored: the public record and what the machinery needs. */
export type StoredSurvey = Survey & {
  companyId: string;
  customerKey: string;
  /** Delays of the reminders still to come, in milliseconds after the mail. */
  reminders: number[];
  expiryMs: number;
  dueKind?: DueKind;
  dueAt?: string;
  messageIds: string[];
  triggerKey?: string;
  capDay: string;
  /** When a mail gateway was first seen pressing buttons; stays when a person answers later. */
  scannedAt?: string;
  /** When a mail about it, the first or a reminder, last went out or was last delivered. */
  lastMailAt?: string;
  /** The language of the answer. */
  answeredIn?: SurveyLanguage;
  /** Who made the latest write, in which request, and what it was. */
  lastActor: { kind: Actor['kind']; id: string };
  lastRequestId: string;
  lastAction: SurveyAction;
  /** What stood here before the latest run of changes through pages, so that a burst can be taken back. */
  before?: { at: number; stood: Answered & Pick<StoredSurvey, 'dueKind' | 'dueAt'> };
  /** The last posted page, to tell a person who changes their mind from a burst of many pages. */
  lastPost?: { at: number; page: string; score?: number };
};

/**
 * What an answer sets on its survey. A burst is taken back by these names: the table does not keep a field that is
 * undefined, so what is read from it cannot say which fields were absent.
 */
export const answerFields = [
  'status',
  'startedAt',
  'completedAt',
  'editableUntil',
  'responses',
  'contactRequest',
  'overallScore',
  'comments',
  'answeredIn',
] as const;
export type Answered = Pick<StoredSurvey, (typeof answerFields)[number]>;
/** The most that an answer may change: a field that is not listed does not compile, so none is left standing by a burst. */
export type AnswerChanges = Partial<
  Answered & Pick<StoredSurvey, 'feedbackId' | 'lastPost' | 'before' | 'quarantine' | 'dueKind' | 'dueAt'>
>;

/** Nothing more will happen to a survey by itself. */
export const notDue = { dueKind: undefined, dueAt: undefined };

/** Names surveys among what is due. */
export const DUE_SURVEYS = 'survey';
const TableName = tableName;

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
export const surveyKey = (companyId: string, surveyId: Id<'survey'>) =>
  row(companyId, `sv#${idMonth(surveyId)}`, surveyId);
export const personKey = (companyId: string, name: string) => row(companyId, `person#${name}`, 'asked');
export const addressRowKey = (companyId: string, email: string) =>
  row(companyId, `addr#${addressKey(email)}`, 'status');
export const capKey = (companyId: string, day: string, templateId = '-') => row(companyId, `cap#${day}`, templateId);
export const triggerRowKey = (companyId: string, trigger: string) => row(companyId, `trig#${trigger}`, 't');

const ofTheTable = /^(?:pk|sk|g\d[ps]k|__edb_[ev]__)$/;

/** The stored item of a survey, with every index it belongs to, and none that it has left. */
export function surveyItem(survey: StoredSurvey): Record<string, unknown> {
  const prefix = companyPrefix(survey.companyId);
  const { ticketId } = survey.relatedTo;
  return {
    ...surveyKey(survey.companyId, survey.surveyId),
    // What was read from the table brings its old keys along.
    ...Object.fromEntries(Object.entries(survey).filter(([name]) => !ofTheTable.test(name))),
    ...(ticketId && { g5pk: `${prefix}svticket#${keyPart(ticketId)}`, g5sk: survey.surveyId }),
    ...dueKeys(DUE_SURVEYS, survey.surveyId, survey.dueAt),
    revision: survey.version,
    __edb_e__: 'survey',
    __edb_v__: '1',
  };
}

/** Who changes a survey, and when. */
type By = Pick<Context, 'now' | 'actor' | 'requestId'>;

/** What each write leaves behind, for the event that is read off it. */
export const stampOf = ({ now, actor, requestId }: By, lastAction: SurveyAction) => ({
  updatedAt: now.toISOString(),
  lastActor: authorOf({ actor }),
  lastRequestId: requestId,
  lastAction,
});

/** Replaces a survey if nobody changed it since it was read; every write is one version more. */
export function replaceSurvey(
  by: By,
  before: StoredSurvey,
  changes: Partial<StoredSurvey>,
  action: SurveyAction,
): [TransactItem, StoredSurvey] {
  const after: StoredSurvey = { ...before, ...changes, ...stampOf(by, action), version: before.version + 1 };
  return [{ Put: { TableName: TableName(), Item: surveyItem(after), ...unlessChanged(before.version) } }, after];
}

export async function readSurvey(ctx: Context, surveyId: Id<'survey'>): Promise<StoredSurvey | undefined> {
  const Key = surveyKey(ctx.companyId, surveyId);
  const { Item } = await ctx.db.send(new GetCommand({ TableName: TableName(), Key, ConsistentRead: true }));
  return Item as StoredSurvey | undefined;
}

/** Ids of the surveys of a ticket, newest first. */
export async function surveyIdsOfTicket(ctx: Context, ticketId: string): Promise<Id<'survey'>[]> {
  const ids: Id<'survey'>[] = [];
  const partition = `${companyPrefix(ctx.companyId)}svticket#${keyPart(ticketId)}`;
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
      TableName: TableName(),
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
      TableName: TableName(),
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

import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { isBulkItem } from '../feedback/bulk-item.ts';
import type { Countable } from './contribution.ts';
import { type CompanyChange, MalformedImage } from './counted-kind.ts';

type Image = Record<string, AttributeValue>;

const partition = /^c#([a-z0-9][a-z0-9-]{0,62})#fb#(\d{4}-\d{2})$/;

/**
 * Reads off a stream record what counting needs. Straight from DynamoDB's JSON and only the attributes that
 * matter: unmarshalling whole images would cost more than all the counting.
 */
export function changeOf({ dynamodb }: DynamoDBRecord): CompanyChange<Countable> {
  const after = dynamodb?.NewImage;
  const image = after ?? dynamodb?.OldImage;
  if (!image) throw new MalformedImage('no image');
  const place = partition.exec(string(image, 'pk'));
  if (!place?.[1] || !place[2]) throw new MalformedImage('pk');
  const feedbackId = string(image, 'feedbackId');
  const revision = number(image, 'revision');
  if (!Number.isSafeInteger(revision) || revision < 1) throw new MalformedImage('revision');
  const page = optional(image, 'ledgerPage') ?? feedbackId;
  // A removed row was its record's last revision; being gone comes after it.
  if (!after)
    return { companyId: place[1], id: feedbackId, month: place[2], page, revision: revision + 1, record: null };
  return {
    companyId: place[1],
    id: feedbackId,
    month: place[2],
    page,
    revision,
    record: countable(image, feedbackId, page),
  };
}

/**
 * Whether a change is the arrival of a record that came in bulk or by an import, or what its analysis found: by its
 * request, its source, or a ledger page that it shares. What a person changes is not meant: that is counted at once.
 */
export function isOfImport({ dynamodb }: DynamoDBRecord): boolean {
  const text = (name: string): string => dynamodb?.NewImage?.[name]?.S ?? '';
  const many = text('source') === 'import' || text('ledgerPage') !== text('feedbackId');
  return isBulkItem(text('lastRequestId')) || (many && ['submit', 'score'].includes(text('lastAction')));
}

function countable(image: Image, feedbackId: string, ledgerPage: string): Countable {
  const occurredAt = string(image, 'occurredAt');
  if (Number.isNaN(Date.parse(occurredAt))) throw new MalformedImage('occurredAt');
  const excluded = image['excluded']?.M;
  const analysis = image['analysis']?.M;
  const snapshot = image['snapshot']?.M;
  return {
    feedbackId,
    ledgerPage,
    occurredAt,
    source: string(image, 'source'),
    type: optional(image, 'type'),
    category: optional(image, 'category'),
    subcategory: optional(image, 'subcategory'),
    theme: optional(image, 'theme'),
    templateId: optional(image, 'templateId'),
    comments: optional(image, 'comments'),
    scores: image['scores']?.L?.map(score),
    snapshot: snapshot && {
      agentId: optional(snapshot, 'agentId'),
      teamId: optional(snapshot, 'teamId'),
      channel: optional(snapshot, 'channel'),
      segment: optional(snapshot, 'segment'),
      tier: optional(snapshot, 'tier'),
      resolutionMinutes:
        snapshot['resolutionMinutes']?.N === undefined ? undefined : number(snapshot, 'resolutionMinutes'),
      firstContactResolved: snapshot['firstContactResolved']?.BOOL,
      reopened: snapshot['reopened']?.BOOL,
    },
    analysis: analysis && {
      status: string(analysis, 'status'),
      ...judgementIn(analysis),
      language: optional(analysis, 'language'),
      correctedBy: optional(analysis, 'correctedBy'),
      ...(analysis['parts']?.M && { parts: { sentiment: optional(analysis['parts'].M, 'sentiment') } }),
      ...(analysis['engineSaid']?.M && {
        version: optional(analysis, 'version'),
        engineSaid: judgementIn(analysis['engineSaid'].M),
      }),
    },
    excluded: excluded && { reason: string(excluded, 'reason') },
    deletedAt: optional(image, 'deletedAt'),
    ...(image['templateVersion'] && anonymousAnswer(image)),
  };
}

/** What an analysis, or its engine before a correction, found. */
const judgementIn = (image: Image) => ({
  sentiment: optional(image, 'sentiment'),
  urgency: optional(image, 'urgency'),
  emotions: image['emotions']?.L?.map(({ S = '' }) => S),
});

/** What an anonymous answer to a survey says beside its scores; rare, so it may cost more. */
function anonymousAnswer(image: Image): Pick<Countable, 'templateVersion' | 'data'> {
  const { data } = unmarshall({ data: image['data'] ?? { NULL: true } } as Parameters<typeof unmarshall>[0]);
  return { templateVersion: number(image, 'templateVersion'), data: data ?? undefined };
}

function score(value: AttributeValue): NonNullable<Countable['scores']>[number] {
  const entry = value.M;
  if (!entry) throw new MalformedImage('scores');
  const read = {
    metric: string(entry, 'metric'),
    value: number(entry, 'value'),
    scaleMin: number(entry, 'scaleMin'),
    scaleMax: number(entry, 'scaleMax'),
    questionId: optional(entry, 'questionId'),
  };
  if (!(read.scaleMin < read.scaleMax && read.value >= read.scaleMin && read.value <= read.scaleMax)) {
    throw new MalformedImage('scores');
  }
  return read;
}

function string(image: Image, name: string): string {
  const value = image[name]?.S;
  if (value === undefined) throw new MalformedImage(name);
  return value;
}

function number(image: Image, name: string): number {
  const value = Number(image[name]?.N);
  if (!Number.isFinite(value)) throw new MalformedImage(name);
  return value;
}

/** Absent and null are the same; another type is a defect. */
function optional(image: Image, name: string): string | undefined {
  const value = image[name];
  if (value === undefined || value.NULL) return undefined;
  if (value.S === undefined) throw new MalformedImage(name);
  return value.S;
}

import { settingsOf } from '../company/settings.ts';
import { equal, passes } from '../http/list.ts';
import { type Page, pageFrom } from '../http/listing.ts';
import { eachBatch } from '../kernel/batches.ts';
import { visible } from '../kernel/change.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { fromKeyPart } from '../kernel/ids.ts';
import { companyPrefix } from '../kernel/table.ts';
import { type ItemKey, queryPages, walkPartition } from '../kernel/walk.ts';
import { chooseLanguage, type SurveyLanguage } from '../survey-template/localized.schema.ts';
import type { Initiative } from './initiative.schema.ts';
import { initiatives } from './initiative.store.ts';
import { judge } from './loop-judge.ts';
import { sampleOf } from './loop-sample.ts';
import {
  type LoopCounts,
  type LoopEntry,
  type LoopFilter,
  type LoopMail,
  type LoopPreview,
  type LoopReason,
  type LoopStage,
  loopStages,
} from './loop.schema.ts';
import { readLoopSettings } from './loop-settings.ts';
import { languagesOf, type RenderLoop, viewOf } from './loop-send.ts';
import { loopMails, MAIL_SHARDS, mailIdOf, mailPartition } from './loop.store.ts';
import { isAlone, someVoices } from './voices.ts';

type One = { initiativeId: Id<'initiative'> };
type Position = { at: number; key?: ItemKey };

/** The person of a mail, as far as a key tells. */
function whoOf(person: string): Required<Pick<LoopEntry, 'person' | 'knownBy'>> {
  if (isAlone(person)) return { person: person.slice(1), knownBy: 'record' };
  return person.startsWith('@')
    ? { person: `address_${person.slice(1)}`, knownBy: 'address' }
    : { person: fromKeyPart(person), knownBy: 'customer' };
}

const shownOf = ({ stage, person, state, reason, at }: LoopMail): LoopEntry => ({
  stage,
  ...whoOf(person),
  state,
  ...(reason && { reason }),
  at,
});

const tests = {
  stage: equal('stage'),
  state: equal('state'),
  reason: equal('reason'),
} as const;

/** Where the mails of an initiative lie, of one stage or of all. */
const partitionsOf = (ctx: Context, { initiativeId }: One, stage: LoopStage | undefined): string[] =>
  (stage ? [stage] : loopStages).flatMap((one) =>
    Array.from(
      { length: MAIL_SHARDS },
      (_, shard) => `${companyPrefix(ctx.companyId)}${mailPartition({ initiativeId, stage: one }, shard)}`,
    ),
  );

/** Who gets the mails of an initiative, and what became of each; on the first page with counts. */
export async function listLoop(
  ctx: Context,
  input: One & LoopFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<LoopEntry> & { counts?: LoopCounts }> {
  const { initiativeId, stage, state, reason, limit, cursor } = input;
  await visible(ctx, initiatives, initiativeId);
  const partitions = partitionsOf(ctx, input, stage);
  const counts = cursor === undefined ? { counts: await countsOf(ctx, partitions) } : {};
  // Who may see own feedback only is not shown who said the rest.
  if (ctx.actor.ownOnly) return { items: [], nextCursor: null, ...counts };
  const filter = { stage, state, reason };
  const asked = { name: 'loop', filter: [initiativeId, filter], limit, cursor };
  const page = await pageFrom(ctx, asked, async function* (from: Position | undefined) {
    for (let at = from?.at ?? 0; at < partitions.length; at++) {
      const query = {
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': partitions[at] },
        ConsistentRead: true,
        Limit: limit,
      };
      const next = at + 1 < partitions.length ? { at: at + 1 } : undefined;
      for await (const steps of queryPages<LoopMail>(ctx, query, from?.at === at ? from.key : undefined))
        yield steps.map(({ item, after }) => ({
          item: item && passes(tests, item, filter) ? shownOf(item) : undefined,
          after: after ? { at, key: after } : next,
        }));
    }
  });
  return { ...page, ...counts };
}

async function countsOf(ctx: Context, partitions: readonly string[]): Promise<LoopCounts> {
  const counts: LoopCounts = {
    people: 0,
    waiting: 0,
    sent: 0,
    suppressed: {},
    unresolved: 0,
    asOf: ctx.now.toISOString(),
  };
  await eachBatch(partitions, { size: 1, parallel: 8 }, async ([pk = '']) => {
    for await (const mails of walkPartition<LoopMail>(ctx, pk)) for (const mail of mails) count(counts, mail);
  });
  return counts;
}

function count(counts: LoopCounts, { state, reason = 'mail_rejected' }: LoopMail): void {
  counts.people++;
  if (state === 'suppressed') counts.suppressed[reason] = (counts.suppressed[reason] ?? 0) + 1;
  else counts[state === 'sending' ? 'waiting' : state]++;
}

/** Voices that a preview looks at. */
const MOST_EXAMINED = 1_000;

/** Who would get a stage's mail now, why others would not, and the mail as somebody invented would see it. */
export async function previewLoop(
  ctx: Context,
  { initiativeId, stage, language }: One & { stage: LoopStage; language?: SurveyLanguage | undefined },
  render: RenderLoop,
): Promise<LoopPreview> {
  const initiative: Initiative = await visible(ctx, initiatives, initiativeId);
  const [settings, { analysis }] = await Promise.all([readLoopSettings(ctx), settingsOf(ctx)]);
  const template = settings.templates[stage];
  const languages = languagesOf(template, analysis.defaultLanguage);
  const found = { willGet: 0, suppressed: {} as Partial<Record<LoopReason, number>>, languages: {} };
  const people = await someVoices(ctx, initiativeId, MOST_EXAMINED);
  // Whose records they are is nobody's business here: these are numbers.
  const all: Context = { ...ctx, actor: { ...ctx.actor, ownOnly: false } };
  await eachBatch(people, { size: 1, parallel: 10 }, async ([person = '']) => {
    const told = (await loopMails.find(ctx, mailIdOf({ initiativeId, stage, person }))) !== undefined;
    const who = told ? 'already_told' : await judge(all, { initiativeId, person }, languages);
    if (typeof who === 'string') return void (found.suppressed[who] = (found.suppressed[who] ?? 0) + 1);
    found.willGet++;
    const counted: Partial<Record<SurveyLanguage, number>> = found.languages;
    counted[who.language] = (counted[who.language] ?? 0) + 1;
  });
  const shown = chooseLanguage(language, languages, languages[0]);
  const view = viewOf(ctx, { initiative, template, standard: languages[0] }, sampleOf(shown), '#');
  return {
    people: initiative.voices ?? 0,
    examined: people.length,
    ...found,
    ...render(view),
    asOf: ctx.now.toISOString(),
  };
}

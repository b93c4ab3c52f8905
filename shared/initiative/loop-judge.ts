import { excerptOf } from '../analysis/excerpt.ts';
import { getMany } from '../feedback/feedback.ts';
import { gate } from '../gate/gate.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { chooseLanguage, oneLine, type SurveyLanguage } from '../survey-template/localized.schema.ts';
import { links } from './initiative.store.ts';
import type { LoopReason } from './loop.schema.ts';
import { isAlone, pairOf, personOf, voicesOf } from './voices.ts';

const SAID = 200;
const PER_PAGE = 50;
/** Records of a person that are looked at, the newest first. */
const MOST_RECORDS = 50;

/** A person who can be written to, and what is known for the mail. */
export type Reachable = {
  email: string;
  customerId?: string | undefined;
  name?: string | undefined;
  said?: string | undefined;
  language: SurveyLanguage;
};
type Whose = { initiativeId: string; person: string };
/** In which languages a mail is there, the standard one first. */
type Languages = readonly [SurveyLanguage, ...SurveyLanguage[]];

/** Whether a person may be told now: how to write to them, or why not. */
export async function judge(ctx: Context, whose: Whose, languages: Languages): Promise<Reachable | LoopReason> {
  const who = await findVoice(ctx, whose, languages);
  if (typeof who === 'string') return who;
  return ((await gate(ctx, asMessage(who)))?.reason as LoopReason | undefined) ?? who;
}

/** A mail to somebody, as the gate asks: it is a service, so nobody has to have consented, but one may want no such mails. */
export const asMessage = ({ email, customerId }: Pick<Reachable, 'email' | 'customerId'>) =>
  ({ email, customerId, purpose: 'service', channel: 'email', topic: 'updates' }) as const;

/** How to write to a person whom somebody may be told of, whatever the gate says; or why that is not to be done. */
export async function findVoice(ctx: Context, whose: Whose, languages: Languages): Promise<Reachable | LoopReason> {
  if (!(await voicesOf(ctx, [whose])).get(pairOf(whose))) return 'unlinked';
  if (isAlone(whose.person)) return 'no_address';
  const records = await recordsOf(ctx, whose);
  return records.length === 0 ? 'erased' : reachable(records, languages);
}

/** The same of whom a record names, for a receipt as it comes from one of these sources. */
export async function findReceiver(
  ctx: Context,
  { feedbackId, person, sources }: { feedbackId: Id<'feedback'>; person: string; sources: readonly string[] },
  languages: Languages,
): Promise<Reachable | LoopReason> {
  const [record] = await getMany(ctx, [feedbackId]);
  if (!record || personOf(record) !== person) return 'erased';
  if (record.excluded) return 'excluded';
  return sources.includes(record.source) ? reachable([record], languages) : 'switched_off';
}

/** How to write to whom some records name, the newest first; or why not. */
function reachable(records: readonly Feedback[], languages: Languages): Reachable | LoopReason {
  const newest = records.find(({ contact }) => contact?.email !== undefined);
  const email = newest?.contact?.email;
  if (!newest || email === undefined) return 'no_address';
  const said = records.map((record) => excerptOf(record, SAID)).find((text) => text !== undefined);
  const { language = newest.analysis?.language } = newest;
  return {
    email,
    customerId: newest.customerId,
    name: newest.contact?.name && oneLine(newest.contact.name),
    said: said && oneLine(said, SAID),
    language: chooseLanguage(language, languages, languages[0]),
  };
}

/** Linked records that are still there and still name the person, the newest first. */
async function recordsOf(ctx: Context, { initiativeId, person }: Whose): Promise<Feedback[]> {
  const ids: Id<'feedback'>[] = [];
  for await (const steps of links.by(ctx, 'ofPerson', { person }, { from: undefined, size: PER_PAGE })) {
    const theirs = steps.flatMap(({ item }) => (item?.initiativeId === initiativeId ? item.feedbackId : []));
    ids.push(...theirs);
    if (ids.length >= MOST_RECORDS) break;
  }
  // The index is behind: the voice is there, so is a link.
  if (ids.length === 0) throw new Error('a voice has no link yet');
  const records = await getMany(ctx, ids.slice(0, MOST_RECORDS));
  return records.filter((record) => !record.excluded && personOf(record) === person);
}

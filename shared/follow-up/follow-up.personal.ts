import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { erasedText, eraseRecords, foundAmong, type Person, type PersonalKind } from '../kernel/personal.ts';
import type { Stored } from '../kernel/store.ts';
import { eraseMessages, messagesAmong } from '../message/message.personal.ts';
import { followUpIdOf } from './follow-up.ts';
import type { FollowUp } from './follow-up.schema.ts';
import { followUps } from './follow-up.store.ts';

const idsOf = ({ feedbackIds }: Person) => feedbackIds.map(followUpIdOf);

const withNote = <T extends { note?: string | undefined }>(one: T): T => ({ ...one, note: erasedText(one.note) });

/** A follow-up without what people wrote about the customer; its codes, times and owners are what is counted. */
const withoutWords = (followUp: Stored<FollowUp>): Stored<FollowUp> => ({
  ...followUp,
  notes: followUp.notes.map((note) => ({ ...note, text: erasedText(note.text) })),
  contacts: followUp.contacts.map(withNote),
  cycles: followUp.cycles.map((cycle) => ({
    ...withNote(cycle),
    reopenedFor: erasedText(cycle.reopenedFor),
    rootCause: cycle.rootCause && withNote(cycle.rootCause),
    action: cycle.action && withNote(cycle.action),
  })),
});

export const followUpPersonal: PersonalKind = {
  kind: 'followUp',
  heldOf: (ctx, person) => foundAmong(ctx, followUps, idsOf(person)),
  erase: (ctx, person) => eraseRecords(ctx, followUps, idsOf(person), withoutWords),
};

/** Which messages were written to a person, by their follow-ups. */
async function messageIdsOf(ctx: Context, person: Person): Promise<Id<'message'>[]> {
  const found = await foundAmong(ctx, followUps, idsOf(person));
  return found.flatMap(({ contacts }) => contacts.flatMap(({ messageId }) => messageId ?? []));
}

export const messagePersonal: PersonalKind = {
  kind: 'message',
  heldOf: async (ctx, person) => messagesAmong(ctx, await messageIdsOf(ctx, person)),
  erase: async (ctx, person) => eraseMessages(ctx, await messageIdsOf(ctx, person)),
};

import { describe, expect, test } from 'vitest';
import { edit, remove, restore } from '../../../shared/feedback/feedback.ts';
import { EditFeedback } from '../../../shared/feedback/feedback.requests.schema.ts';
import type { StoredFeedback } from '../../../shared/feedback/feedback.schema.ts';
import { feedbackText } from '../../../shared/feedback/feedback.search.ts';
import { FEEDBACK_WORDS } from '../../../shared/feedback/feedback.words.ts';
import { find } from '../../../shared/feedback/feedback.store.ts';
import { again, given, stored } from '../../../shared/feedback/testing/given.ts';
import { backlogOf, noteHandedOn } from '../../../shared/kernel/backlog.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import type { Id } from '../../../shared/kernel/id-kinds.ts';
import { idsUnder } from '../../../shared/kernel/postings.ts';
import { handOnText } from '../../../shared/kernel/search-text.ts';
import { SEARCH_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { baseClient } from '../../../shared/kernel/table.ts';
import { aContext } from '../../../shared/testing/context.ts';
import { playFault } from '../../../shared/testing/faults.ts';
import { logged } from '../../../shared/testing/logged.ts';
import { type Sent, sqsRecordOf, useQueues } from '../../../shared/testing/queues.ts';
import { handler } from './handler.ts';

const queues = useQueues();
const VOCABULARY = ['alpha', 'bravo', 'charlie', 'delta', 'echo'];

/** What a company's lanes hold so far: what comes at once, and what comes when no worker of before can be left. */
function handedOn({ companyId }: Context): { soon: Sent[]; later: Sent[] } {
  const sent = ['search-new', 'search-backlog'].flatMap((lane) => queues.sent(lane));
  const ours = sent.filter(({ group }) => group === companyId);
  return {
    soon: ours.filter(({ delaySeconds }) => delaySeconds === undefined),
    later: ours.filter(({ delaySeconds }) => delaySeconds !== undefined),
  };
}
const deliver = (messages: readonly Sent[]) => handler({ Records: messages.map((sent) => sqsRecordOf(sent)) });

/** Words of the vocabulary under which a record is filed, whatever it says. */
async function filedUnder(ctx: Context, id: string): Promise<string[]> {
  const under = await Promise.all(
    VOCABULARY.map((word) => idsUnder(ctx, FEEDBACK_WORDS, word, { limit: 100, consistent: true })),
  );
  return VOCABULARY.filter((_, index) => under[index]?.has(id));
}

/** A record of these words, and its changes, each handed on as the stream reader does. */
async function life(ctx: Context, comments: string) {
  const { feedbackId } = await given(ctx, { subject: undefined, comments });
  await handOnText(ctx, feedbackText, [{ after: await stored(ctx, feedbackId) }]);
  const change = async (act: () => Promise<unknown>): Promise<void> => {
    const before = await stored(ctx, feedbackId);
    await act();
    const after = await find(ctx, feedbackId);
    await handOnText(ctx, feedbackText, [{ before, ...(after && { after }) }]);
  };
  const input = (text: string | null) => EditFeedback.parse({ comments: text });
  return {
    feedbackId,
    say: (text: string | null) => change(() => edit(again(ctx), { feedbackId, edit: input(text) })),
    remove: () => change(() => remove(again(ctx), { feedbackId })),
    restore: () => change(() => restore(again(ctx), { feedbackId })),
  };
}
const wordsOf = ({ comments = '', deletedAt }: StoredFeedback): string[] =>
  deletedAt === undefined ? VOCABULARY.filter((word) => comments.includes(word)) : [];

/** Runs something once, in front of the first command of this name. */
async function before<T>(command: string, act: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  let done = false;
  type Step = (args: unknown) => Promise<unknown>;
  const middleware =
    (next: Step, { commandName }: { commandName?: string }) =>
    async (args: unknown) => {
      if (commandName === command && !done) {
        done = true;
        await act();
      }
      return next(args);
    };
  baseClient().middlewareStack.add(
    middleware as never,
    { step: 'initialize', name: 'before', override: true } as never,
  );
  try {
    return await work();
  } finally {
    baseClient().middlewareStack.remove('before');
  }
}

describe('an erased text leaves no word behind', () => {
  test('when its messages come twice and in the wrong order', async () => {
    const ctx = aContext();
    const record = await life(ctx, 'alpha bravo');
    await record.say('bravo charlie');
    await record.say(null);
    const { soon } = handedOn(ctx);
    expect(soon).toHaveLength(3);
    for (const order of [soon.toReversed(), soon, [...soon, ...soon.toReversed()]]) {
      for (const message of order) expect(await deliver([message])).toEqual({ batchItemFailures: [] });
      expect(await filedUnder(ctx, record.feedbackId)).toEqual([]);
    }
  });

  test('when it is erased after a worker has read it and before that has written', async () => {
    const ctx = aContext();
    const record = await life(ctx, 'alpha bravo');
    const [first] = handedOn(ctx).soon;
    const erase = async () => {
      await record.say(null);
      // A second worker is done with the erasure before the first one writes what it has read.
      expect(await deliver(handedOn(ctx).soon.slice(1))).toEqual({ batchItemFailures: [] });
    };
    await before('BatchWriteItemCommand', erase, () => deliver(first ? [first] : []));
    expect((await stored(ctx, record.feedbackId)).comments).toBeUndefined();
    expect(await filedUnder(ctx, record.feedbackId)).toEqual([]);
  });

  test('when that worker is killed as soon as it has written, and its message comes again', async () => {
    const ctx = aContext();
    const record = await life(ctx, 'alpha bravo');
    const { soon } = handedOn(ctx);
    let reads = 0;
    const erase = async () => {
      await record.say(null);
      await deliver(handedOn(ctx).soon.slice(1));
    };
    // The first worker reads, the second reads twice; then the first one writes, and never reads again.
    const stop = playFault('throttle', (command) => command === 'BatchGetItemCommand' && ++reads > 3);
    await before('BatchWriteItemCommand', erase, () => deliver(soon)).finally(stop);
    await deliver(soon);
    // Nobody knows the words any more but the message that is on its way.
    expect(await filedUnder(ctx, record.feedbackId)).toEqual(['alpha', 'bravo']);
    await deliver(handedOn(ctx).later);
    expect(await filedUnder(ctx, record.feedbackId)).toEqual([]);
  });

  test('when its record is deleted, and has it again when that is restored', async () => {
    const ctx = aContext();
    const record = await life(ctx, 'alpha');
    await record.remove();
    await deliver(handedOn(ctx).soon);
    expect(await filedUnder(ctx, record.feedbackId)).toEqual([]);
    await record.restore();
    await deliver(handedOn(ctx).soon.toReversed());
    expect(await filedUnder(ctx, record.feedbackId)).toEqual(['alpha']);
  });
});

test('whatever the order in which several workers meet the changes of a record, it ends under the words that it has', async () => {
  const random = (below: number): number => Math.floor(Math.random() * below);
  for (let run = 0; run < 8; run++) {
    const ctx = aContext();
    const record = await life(ctx, 'alpha');
    const workers: Promise<unknown>[] = [];
    const open = new Set<Sent>();
    const settle = async (message: Sent) => expect(await deliver([message])).toEqual({ batchItemFailures: [] });
    let seen = 0;
    for (let step = 0; step < 6; step++) {
      await record.say(VOCABULARY.filter(() => random(2) === 0).join(' ') || null);
      for (const message of handedOn(ctx).soon.slice(seen)) open.add(message);
      seen = handedOn(ctx).soon.length;
      // Some at once, some later, some twice.
      for (const message of [...open].filter(() => random(2) === 0)) {
        workers.push(settle(message));
        if (random(3) > 0) open.delete(message);
      }
    }
    await Promise.all([...workers, ...[...open].reverse().map(settle)]);
    expect(await filedUnder(ctx, record.feedbackId)).toEqual(wordsOf(await stored(ctx, record.feedbackId)));
  }
}, 120_000);

test('a company’s messages are given back when the table fails for it, without a word in the log, and the others’ are done', async () => {
  const [sick, sound] = [aContext(), aContext()];
  const [first, second] = [await life(sick, 'alpha'), await life(sound, 'alpha')];
  await first.say('bravo');
  const messages = [...handedOn(sick).soon, ...handedOn(sound).soon];
  const stop = playFault(
    'throttle',
    (command, _, input) => command.startsWith('BatchWrite') && input.includes(sick.companyId),
  );
  try {
    const lines = await logged(async () => {
      expect((await deliver(messages)).batchItemFailures).toHaveLength(2);
    });
    expect(lines).toMatchObject([
      { reader: 'queue-search', company: sick.companyId, lane: 'new', messages: 2, try: 1 },
    ]);
    expect(JSON.stringify(lines)).not.toContain('alpha');
  } finally {
    stop();
  }
  expect(await filedUnder(sound, second.feedbackId)).toEqual(['alpha']);
});

test('an import is found once the backlog is worked off, and waits no longer then', async () => {
  const ctx = aContext();
  const ids: Id<'feedback'>[] = [];
  for (let index = 0; index < 30; index++) {
    const { feedbackId } = await given(ctx, { source: 'import', comments: 'alpha' });
    ids.push(feedbackId);
  }
  await handOnText(ctx, feedbackText, await Promise.all(ids.map(async (id) => ({ after: await stored(ctx, id) }))));
  expect(await backlogOf(ctx, SEARCH_QUEUE)).toMatchObject({ records: 30 });
  expect(await handler(queues.take('search-backlog'))).toEqual({ batchItemFailures: [] });
  expect((await idsUnder(ctx, FEEDBACK_WORDS, 'alpha', { limit: 100 }))?.size).toBe(30);
  expect(await backlogOf(ctx, SEARCH_QUEUE)).toEqual({ records: 0, since: undefined });
});

test.each([
  'no JSON',
  '{}',
  JSON.stringify({ kind: 'no-such', lane: 'new', companyId: 'acme', ids: ['x'], handedOnAt: new Date() }),
])('a message that is no work (%j) is given back', async (body) => {
  const message = sqsRecordOf({ body, group: undefined });
  expect(await handler({ Records: [message] })).toEqual({
    batchItemFailures: [{ itemIdentifier: message.messageId }],
  });
});

test('work of the lane `new` is not counted as a backlog', async () => {
  const ctx = aContext();
  await noteHandedOn(ctx, SEARCH_QUEUE, ctx.now.toISOString(), 5);
  await life(ctx, 'alpha');
  await deliver(handedOn(ctx).soon);
  expect(await backlogOf(ctx, SEARCH_QUEUE)).toMatchObject({ records: 5 });
});

import { useReducer } from 'react';
import { feedbackRoutes } from '../../../shared/feedback/feedback.routes.ts';
import { ApiError } from '../../../shared/http/client.ts';
import type { DecisionOfMany } from '../../../shared/triage/triage.requests.schema.ts';
import { triageRoutes } from '../../../shared/triage/triage.routes.ts';
import { api } from '../api/client.ts';
import { readAgain, usePages, useRead } from '../api/use.ts';
import { wordsOf } from '../kit/states.tsx';
import { toast } from '../kit/toast.tsx';
import { emptyQueue, type Queue, queueOf, waitingOf } from './queue.ts';
import type { TriageSearch } from './triage.route.ts';
import { triageTexts } from './texts/texts.ts';

const triage = api(triageRoutes);
const feedback = api(feedbackRoutes);
export type Waiting = Awaited<ReturnType<typeof triage.list>>['items'][number];
const idOf = ({ feedback }: Waiting): string => feedback.feedbackId;
const step = queueOf(idOf);
const AHEAD = 20;
const WORK_MS = 60_000;

/**
 * The queue, one item after another. A decision takes effect on the screen at once, and can be undone for ten minutes; what
 * is refused comes back to the front.
 */
export function useTriage(search: TriageSearch) {
  const query = { ...search, limit: AHEAD };
  const pages = usePages(triage.list, { query }, { refetchInterval: WORK_MS });
  const counted = useRead(triage.list, { query: { limit: 1 } }, { refetchInterval: WORK_MS });
  const [queue, tell] = useReducer(step, emptyQueue as Queue<Waiting>);
  const waiting = waitingOf(queue, pages.items, idOf);
  const listed = new Set(pages.items.map(idOf));

  const comesBack = (item: Waiting, error: unknown): void => {
    tell({ step: 'back', item });
    toast(wordsOf(error));
  };
  const decide = async (item: Waiting, choice: string, decision: DecisionOfMany): Promise<void> => {
    tell({ step: 'decide', item, choice });
    if (waiting.length < AHEAD / 4 && pages.hasNextPage) void pages.fetchNextPage();
    try {
      const { batchId, results } = await triage.decideMany({
        body: { items: [decision] },
        idempotencyKey: crypto.randomUUID(),
      });
      const problem = results[0]?.problem;
      if (problem) {
        tell({ step: 'back', item });
        toast(results[0]?.status === 412 ? triageTexts().changedMeanwhile : problem.detail);
        await readAgain('triage');
      } else {
        tell({ step: 'accepted', item, batchId });
        await readAgain('feedback', 'initiative');
      }
    } catch (error) {
      comesBack(item, error);
    }
  };
  const undo = async (): Promise<void> => {
    const last = queue.made.at(-1);
    if (last?.batchId === undefined) return;
    tell({ step: 'undoing', item: last.item });
    try {
      const { results } = await triage.undo({ params: { batchId: last.batchId } });
      const problem = results[0]?.problem;
      if (problem) toast(problem.detail);
      else {
        // It has another version now, which the next decision says.
        const now = await feedback.get({ params: { feedbackId: idOf(last.item) } });
        tell({ step: 'back', item: { ...last.item, feedback: now } });
      }
      await readAgain('feedback', 'initiative');
    } catch (error) {
      const isLate = error instanceof ApiError && error.status === 409;
      if (!isLate) tell({ step: 'stays', made: last, item: last.item });
      toast(isLate ? triageTexts().tooLate : wordsOf(error));
    }
  };
  // What was decided here and is still in the list is counted there, too.
  const gone = [...queue.done].filter((id) => listed.has(id)).length;
  const total = counted.data?.counts.waiting;
  return {
    pages,
    waiting,
    last: queue.made.at(-1),
    left: total === undefined ? undefined : Math.max(waiting.length, total - gone),
    ages: counted.data?.counts.age,
    decide,
    undo,
  };
}

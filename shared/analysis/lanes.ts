import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { batchesOf } from '../kernel/batches.ts';
import { handOn, LaneMessage } from '../kernel/lanes.ts';

/** Of the queue trigger that analyses texts. */
export const ANALYSIS_QUEUE = 'analysis';

/** So many texts Comprehend takes in one call. */
const IDS_PER_MESSAGE = 25;

/** Records of one company to analyse. */
export const AnalysisMessage = LaneMessage.extend({ ids: z.array(FeedbackId).min(1) });
export type AnalysisMessage = z.infer<typeof AnalysisMessage>;

/** Puts records on the queues of their lanes, 25 ids of one company a message. */
export const handOnTexts = (work: readonly AnalysisMessage[]): Promise<void> =>
  handOn(
    ANALYSIS_QUEUE,
    work.flatMap((one) => batchesOf(one.ids, IDS_PER_MESSAGE).map((ids) => ({ ...one, ids }))),
  );

import type { Initiative } from '../../../shared/initiative/initiative.schema.ts';
import type { LoopStage } from '../../../shared/initiative/loop.schema.ts';

export type Status = Initiative['status'];
type Told = Exclude<LoopStage, 'receipt'>;

/** Which mail follows from a status; nobody is told of a plan. */
export const stageOf = (status: Status): Told | undefined =>
  ({ planned: undefined, in_progress: 'update', shipped: 'resolution', wont_do: 'declined' } as const)[status];

type Effect = { metric: 'csat' | 'nps' | 'ces' | 'rating' };
/** The unit of what an initiative shall change, as charts and tables write it. */
export const unitOf = ({ metric }: Effect): string =>
  ({ csat: 'score 1–5', rating: 'score 1–5', ces: 'score 1–7', nps: 'points' })[metric];

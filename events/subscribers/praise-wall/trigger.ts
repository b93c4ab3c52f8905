import { endings, settingOff } from '../../../shared/feedback/watched-events.ts';
import { defineSubscriber } from '../../define.ts';

/** Keeps the praise of agents in line with the feedback that it is. */
export const trigger = defineSubscriber({
  area: 'insight',
  name: 'praise-wall',
  on: [...settingOff, ...endings],
  needs: { table: 'write' },
  maxConcurrency: 5,
});

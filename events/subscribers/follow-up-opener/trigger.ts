import { settingOff } from '../../../shared/feedback/watched-events.ts';
import { defineSubscriber } from '../../define.ts';

/** Opens follow-ups as a company's rules say. */
export const trigger = defineSubscriber({
  area: 'care',
  name: 'follow-up-opener',
  on: settingOff,
  needs: { table: 'write', secret: true },
  // Openings of one pool meet at its row: more at a time would only wait for one another.
  maxConcurrency: 10,
});

import { settingOff } from '../../../shared/feedback/watched-events.ts';
import { defineSubscriber } from '../../define.ts';

/** Links new feedback to initiatives as their theme rules say, and has those thanked whose feedback has come. */
export const trigger = defineSubscriber({
  area: 'care',
  name: 'linker',
  on: settingOff,
  needs: { table: 'write', secret: true },
  // Links of one initiative meet at its numbers: more at a time would only wait for one another.
  maxConcurrency: 5,
});

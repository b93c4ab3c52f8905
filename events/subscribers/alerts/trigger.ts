import type { DomainEventName } from '../../../shared/domain-events.ts';
import { endings, settingOff } from '../../../shared/feedback/watched-events.ts';
import { defineSubscriber } from '../../define.ts';

/** Opens, raises and ends alerts as feedback changes, and mails those who are to be told, also once one is closed. */
export const trigger = defineSubscriber({
  area: 'insight',
  name: 'alerts',
  on: [...settingOff, ...endings, 'AlertRuleDeleted', 'AlertResolved'] satisfies DomainEventName[],
  needs: { table: 'write', ses: true, secret: true },
  // What pours into one alert meets at its row: more at a time would only wait for one another.
  maxConcurrency: 10,
  alarmAfterSeconds: 60,
});

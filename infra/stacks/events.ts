import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Trigger } from '../../events/define.ts';
import type { Config } from '../config.ts';
import { Alarms } from '../constructs/alarms.ts';
import { addLanes, addQueue, type Lanes } from '../constructs/queue.ts';
import { addSchedule } from '../constructs/schedule.ts';
import type { Platform } from '../constructs/service-function.ts';
import { addStream } from '../constructs/stream.ts';
import { addSubscriber } from '../constructs/subscriber.ts';
import type { DataStack } from './data.ts';

/** Everything that happens after a write or at its time: stream readers, subscribers, schedules, queues. */
export class EventsStack extends Stack {
  constructor(scope: Construct, config: Config, data: DataStack, publicUrl: string, triggers: readonly Trigger[]) {
    super(scope, `${config.name}-events`, { terminationProtection: config.retain });
    const alarms = new Alarms(this, config.name, data.alarmTopic);
    const lanes = new Map<string, Lanes>();
    const platform: Platform = { config, data, alarms, publicUrl, lanesOf: (name) => lanes.get(name) };
    for (const trigger of triggers) {
      if (trigger.kind === 'queue') lanes.set(trigger.name, addLanes(this, platform, trigger));
    }
    for (const trigger of triggers) {
      switch (trigger.kind) {
        case 'stream':
          addStream(this, platform, trigger);
          break;
        case 'subscriber':
          addSubscriber(this, platform, trigger);
          break;
        case 'schedule':
          addSchedule(this, platform, trigger);
          break;
        case 'queue':
          addQueue(this, platform, trigger);
          break;
      }
    }
  }
}

import type { App } from 'aws-cdk-lib';
import type { Trigger } from '../../events/define.ts';
import type { Config } from '../config.ts';
import { ApiStack } from './api.ts';
import { DataStack } from './data.ts';
import { EventsStack } from './events.ts';

/** The whole product: what holds state, what is called, what happens by itself. */
export function addStacks(app: App, config: Config, triggers: readonly Trigger[]): void {
  const data = new DataStack(app, config);
  const { publicUrl } = new ApiStack(app, config, data);
  new EventsStack(app, config, data, publicUrl, triggers);
}

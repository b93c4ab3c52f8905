import type { App } from 'aws-cdk-lib';
import type { Trigger } from '../../events/define.ts';
import { areas } from '../../shared/kernel/areas.ts';
import type { Config } from '../config.ts';
import { functions, type HttpFunction } from '../functions.ts';
import { ApiStack } from './api.ts';
import { AreaStack } from './area.ts';
import { DataStack } from './data.ts';
import { WebStack } from './web.ts';

/** The whole product: what holds state, where it is called, and a stack for each area that has something to deploy. */
export function addStacks(
  app: App,
  config: Config,
  triggers: readonly Trigger[],
  served: Readonly<Record<string, HttpFunction>> = functions,
): void {
  const queues = triggers.filter((trigger) => trigger.kind === 'queue');
  const data = new DataStack(app, config, queues);
  const api = new ApiStack(app, config, data);
  if (config.console) new WebStack(app, config, { data, api });
  for (const area of areas) {
    const parts = {
      functions: Object.fromEntries(Object.entries(served).filter(([, one]) => one.area === area)),
      triggers: triggers.filter((trigger) => trigger.area === area),
    };
    if (Object.keys(parts.functions).length + parts.triggers.length > 0) {
      new AreaStack(app, config, area, { data, api }, parts);
    }
  }
}

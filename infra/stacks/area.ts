import { Stack } from 'aws-cdk-lib';
import { HttpApi, HttpAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Trigger } from '../../events/define.ts';
import type { Area } from '../../shared/kernel/areas.ts';
import type { Config } from '../config.ts';
import { Alarms } from '../constructs/alarms.ts';
import { addHttpRoutes } from '../constructs/http-routes.ts';
import { addQueue } from '../constructs/queue.ts';
import { addSchedule } from '../constructs/schedule.ts';
import { type Platform, ServiceFunction } from '../constructs/service-function.ts';
import { addStream } from '../constructs/stream.ts';
import { addSubscriber } from '../constructs/subscriber.ts';
import type { HttpFunction } from '../functions.ts';
import type { ApiStack } from './api.ts';
import type { DataStack } from './data.ts';

/** The gateway's own limit; a function that runs longer answers nobody. */
const TIMEOUT_SECONDS = 29;

/** Answers whatever no route of the gateway matches: the gateway's own 404 is no problem+json. */
const FALLBACK = 'system';

/** What an area deploys. */
export type AreaParts = {
  functions: Readonly<Record<string, HttpFunction>>;
  triggers: readonly Trigger[];
};

/** One area of the product: its functions behind the shared API, and what happens there after a write or at its time. */
export class AreaStack extends Stack {
  readonly #platform: Platform;

  constructor(
    scope: Construct,
    config: Config,
    area: Area,
    { data, api }: { data: DataStack; api: ApiStack },
    parts: AreaParts,
  ) {
    super(scope, `${config.name}-${area}`, { terminationProtection: config.retain });
    const alarms = new Alarms(this, config.name, data.alarmTopic);
    const { publicUrl } = api;
    this.#platform = { config, data, alarms, publicUrl };
    this.#serve(parts.functions, api);
    for (const trigger of parts.triggers) this.#react(trigger);
  }

  #serve(functions: AreaParts['functions'], api: ApiStack): void {
    const { config } = this.#platform;
    const environment = {
      COMPANY_CLAIM: config.companyClaim,
      ROLES_CLAIM: config.rolesClaim,
      ROLE_PREFIX: config.rolePrefix,
      OWN_ROLE_PERMISSIONS: config.ownRolePermissions?.join(' '),
      PUBLIC_URL: config.publicUrl,
    };
    // Imported, so that routes and integrations are resources of this stack.
    const httpApi = HttpApi.fromHttpApiAttributes(this, 'Api', { httpApiId: api.httpApiId });
    const authorizer = HttpAuthorizer.fromHttpAuthorizerAttributes(this, 'Jwt', {
      authorizerId: api.authorizerId,
      authorizerType: 'JWT',
    });
    for (const [name, served] of Object.entries(functions)) {
      const { needs, memoryMb }: HttpFunction = served;
      const { function: handler } = new ServiceFunction(this, this.#platform, {
        name,
        needs,
        timeoutSeconds: TIMEOUT_SECONDS,
        memoryMb,
        environment,
      });
      addHttpRoutes(this, httpApi, authorizer, { name, served, handler, fallback: name === FALLBACK });
    }
  }

  #react(trigger: Trigger): void {
    switch (trigger.kind) {
      case 'stream':
        addStream(this, this.#platform, trigger);
        break;
      case 'subscriber':
        addSubscriber(this, this.#platform, trigger);
        break;
      case 'schedule':
        addSchedule(this, this.#platform, trigger);
        break;
      case 'queue':
        addQueue(this, this.#platform, trigger);
        break;
    }
  }
}

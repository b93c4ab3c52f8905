import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Route } from './contract.ts';

type Answer = APIGatewayProxyStructuredResultV2;
const DAY_SECONDS = '86400';

/** What a browser wants to know before a script of another site may call a route. */
export const preflight = ({ method }: Route): Answer => ({
  statusCode: 204,
  headers: {
    'access-control-allow-methods': method,
    'access-control-allow-headers': 'content-type, idempotency-key',
    'access-control-max-age': DAY_SECONDS,
  },
});

/** A reply that scripts of any site may read, where the route is for any site. */
export const readable = (route: Route | undefined, answer: Answer): Answer =>
  route?.anyOrigin
    ? {
        ...answer,
        headers: {
          ...answer.headers,
          'access-control-allow-origin': '*',
          'access-control-expose-headers': 'idempotency-replayed, retry-after',
        },
      }
    : answer;

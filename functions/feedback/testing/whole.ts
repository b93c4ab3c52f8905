import { intakeRoutes } from '../../../shared/feedback/intake.routes.ts';
import { routeKey } from '../../../shared/http/contract.ts';
import type { HttpHandler } from '../../../shared/http/serve.ts';
import { handler as intake } from '../../intake/handler.ts';
import { handler as records } from '../handler.ts';

const taken = new Set(Object.values(intakeRoutes.routes).map(routeKey));

/** Both functions that serve feedback, as the gateway puts them together. */
export const handler: HttpHandler = (event, context) => {
  const asked = `${event.requestContext.http.method} ${event.rawPath}`;
  return (taken.has(asked) ? intake : records)(event, context);
};

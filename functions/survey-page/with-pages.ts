import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { publicContext } from '../../shared/http/identity.ts';
import { requestInfo } from '../../shared/http/request.ts';
import type { HttpHandler } from '../../shared/http/serve.ts';
import { log } from '../../shared/kernel/log.ts';
import type { LinkPurpose } from '../../shared/survey-link/survey-link.ts';
import { faultPage, neutral } from '../../web/survey/notice-page.tsx';
import { addressFault } from './addressing.ts';
import { meet } from './meeting.ts';
import { mutingFault } from './muting.ts';
import { acceptedLanguage, isJson, opened, pageReply, type Request, visit } from './visit.ts';

const FORM = 'application/x-www-form-urlencoded';

/** Problems as pages: who comes with a browser is a person, who sends JSON gets JSON. */
export const withPages =
  (handler: HttpHandler): HttpHandler =>
  async (event, lambda) => {
    const answer = await handler(forgiving(event), lambda);
    if (isJson(event.headers) || answer.headers?.['content-type'] !== 'application/problem+json') return answer;
    const { status, body, headers } = await pageFor(event, answer.statusCode ?? 500);
    const { allow } = answer.headers;
    return {
      statusCode: status,
      headers: { ...headers, ...(status === 405 && allow !== undefined && { allow }) },
      body: event.requestContext.http.method === 'HEAD' ? '' : body,
    };
  };

/** What mail programs and trackers do to a link is not the person's fault, nor is a form that came empty. */
const forgiving = (event: APIGatewayProxyEventV2): APIGatewayProxyEventV2 => ({
  ...event,
  rawQueryString: event.rawQueryString
    .split('&')
    .filter((pair) => /^(?:score|lang|page|purpose|topic)=/.test(pair))
    .join('&'),
  headers: event.body ? event.headers : { ...event.headers, 'content-type': event.headers['content-type'] ?? FORM },
});

/** Whatever is wrong with a request, a bad link gets the page of every bad link. */
async function pageFor(event: APIGatewayProxyEventV2, status: number) {
  const input: Request = {
    params: { token: event.pathParameters?.['token'] ?? '' },
    query: {},
    request: requestInfo(event),
  };
  const ctx = publicContext(event.requestContext.requestId, new Date());
  try {
    if (event.rawPath.startsWith('/i/')) return pageReply(faultPage({ ...neutral(acceptedLanguage(input)), status }));
    if (event.rawPath.startsWith('/n/')) return await mutingFault(ctx, input, status);
    if (event.rawPath.startsWith('/c/')) return await addressFault(ctx, input, status);
    const purpose = purposeOf(event.routeKey);
    // These links are of no survey, so there is no look of one.
    if (purpose === 'updates' && (await opened(ctx, input, purpose)))
      return pageReply(faultPage({ ...neutral(acceptedLanguage(input)), status }));
    if (purpose === 'preferences') return await meet(ctx, input, ({ frame }) => faultPage({ ...frame, status }));
    return await visit(ctx, input, purpose, async (seen) => faultPage({ ...seen, brand: seen.template.brand, status }));
  } catch (error) {
    log.error('fault without its page', { name: error instanceof Error ? error.name : 'unknown' });
    return pageReply(faultPage({ ...neutral(acceptedLanguage(input)), status }));
  }
}

function purposeOf(routeKey: string): LinkPurpose {
  if (routeKey.includes(' /p/')) return 'preferences';
  if (routeKey.endsWith('/unsubscribe')) return 'unsubscribe';
  if (routeKey.endsWith('/updates')) return 'updates';
  return routeKey.endsWith('{token}') ? 'answer' : 'preferences';
}

import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { requestInfo } from '../../shared/http/request.ts';
import { documentPageRoutes } from '../../shared/document/document-page.routes.ts';
import { bind, type HttpHandler, serveAll } from '../../shared/http/serve.ts';
import { reportPageRoutes } from '../../shared/report-delivery/report-page.routes.ts';
import { brokenPage, faultPage, neutral } from '../../web/survey/notice-page.tsx';
import { fetchDocument, showDocument } from './document.ts';
import { acceptedLanguage, fetchReport, showReport, showUnsubscribe, unsubscribe } from './pages.ts';

const FORM = 'application/x-www-form-urlencoded';
const pages = serveAll(
  bind(reportPageRoutes, { showReport, fetchReport, showUnsubscribe, unsubscribe }),
  bind(documentPageRoutes, { showDocument, fetchDocument }),
);

/** What mail programs and trackers do to a link is not the person's fault, nor is a form that came empty. */
const forgiving = (event: APIGatewayProxyEventV2): APIGatewayProxyEventV2 => ({
  ...event,
  rawQueryString: '',
  headers: event.body ? event.headers : { ...event.headers, 'content-type': event.headers['content-type'] ?? FORM },
});

/** Problems as pages, unless the request is JSON: who comes with a browser is a person. */
export const handler: HttpHandler = async (event, lambda) => {
  const answer = await pages(forgiving(event), lambda);
  const isJson = (event.headers['content-type'] ?? '').toLowerCase().startsWith('application/json');
  if (isJson || answer.headers?.['content-type'] !== 'application/problem+json') return answer;
  const language = acceptedLanguage({ request: requestInfo(event) });
  const { allow } = answer.headers;
  const status = answer.statusCode ?? 500;
  const page = status === 404 ? brokenPage(language) : faultPage({ ...neutral(language), status });
  return {
    statusCode: page.status,
    headers: { ...page.headers, ...(status === 405 && allow !== undefined && { allow }) },
    body: event.requestContext.http.method === 'HEAD' ? '' : page.html,
  };
};

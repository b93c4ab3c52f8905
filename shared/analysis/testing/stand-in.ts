import { afterAll, beforeAll, beforeEach } from 'vitest';
import { ServiceError } from '../../../local/comprehend/operations.ts';
import { type Comprehend, type Intercept, startComprehend } from '../../../local/comprehend/server.ts';

/** Runs the stand-in for a test file, on a socket of its own, and points the SDK at it. */
export function useStandIn() {
  let server: Comprehend | undefined;
  let fault: Intercept | undefined;
  const sent: { operation: string; texts: string[] }[] = [];
  beforeAll(async () => {
    server = await startComprehend({
      intercept: (operation, request) => {
        sent.push({ operation, texts: (request['TextList'] as string[] | undefined) ?? [String(request['Text'])] });
        return fault?.(operation, request);
      },
    });
    process.env['AWS_ENDPOINT_URL_COMPREHEND'] = server.url;
  });
  beforeEach(() => {
    fault = undefined;
    sent.length = 0;
  });
  afterAll(() => server?.close());
  return {
    get url() {
      return server?.url ?? '';
    },
    /** Calls of an operation since the test began. */
    calls: (operation: string) => sent.filter((call) => call.operation === operation).length,
    allCalls: () => sent.length,
    texts: () => sent.flatMap(({ texts }) => texts),
    play: (intercept: Intercept | undefined) => (fault = intercept),
    /** Refuses every call, as the service does beyond an account's rate. */
    throttle: () => (fault = () => Promise.reject(new ServiceError('ThrottlingException', 'Rate exceeded'))),
    recover: () => (fault = undefined),
  };
}

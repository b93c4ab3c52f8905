import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';

type Request = { Text: string; SourceLanguageCode: string; TargetLanguageCode: string };
/** What the service says instead of a translation. */
type Fault = { status: number; name: string; message?: string };

const TARGET = 'AWSShineFrontendService_20170701.TranslateText';
const MOST_BYTES = 10_000;

/**
 * Runs a service that speaks the protocol of Amazon Translate for a test file, and points the SDK at it. It knows no
 * language: its translation is the text between the two codes, so that nobody takes it for one.
 */
export function useTranslate() {
  let server: Server | undefined;
  let fault: ((request: Request) => Promise<Fault | undefined> | Fault | undefined) | undefined;
  const sent: Request[] = [];

  async function answerTo(target: unknown, body: string): Promise<{ status: number; body: object }> {
    if (target !== TARGET) return { status: 400, body: { __type: 'UnknownOperationException' } };
    const request = JSON.parse(body) as Request;
    const { Text, SourceLanguageCode, TargetLanguageCode } = request;
    if (Buffer.byteLength(Text) > MOST_BYTES)
      return { status: 400, body: { __type: 'TextSizeLimitExceededException' } };
    sent.push(request);
    const failed = await fault?.(request);
    if (failed) return { status: failed.status, body: { __type: failed.name, message: failed.message } };
    const TranslatedText = `<${SourceLanguageCode}>${Text}<${TargetLanguageCode}>`;
    return { status: 200, body: { TranslatedText, SourceLanguageCode, TargetLanguageCode } };
  }

  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        void answerTo(request.headers['x-amz-target'], text).then(({ status, body }) =>
          response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body)),
        );
      });
    });
    await new Promise<void>((resolve) => void server?.listen(0, '127.0.0.1', () => resolve()));
    process.env['AWS_ENDPOINT_URL_TRANSLATE'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    process.env['TRANSLATION'] = 'on';
    fault = undefined;
    sent.length = 0;
  });
  afterAll(() => {
    delete process.env['TRANSLATION'];
    server?.close();
    server?.closeAllConnections();
  });

  return {
    /** What was asked for since the test began. */
    sent,
    play: (next: typeof fault) => (fault = next),
    down: () => (fault = () => ({ status: 503, name: 'ServiceUnavailableException' })),
  };
}

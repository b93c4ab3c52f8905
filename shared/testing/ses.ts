import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';

export type SentMail = {
  FromEmailAddress: string;
  Destination: { ToAddresses: string[] };
  Content: {
    Simple: {
      Subject: { Data: string };
      Body: { Html: { Data: string }; Text: { Data: string } };
      Headers?: { Name: string; Value: string }[];
      /** `RawContent` as base64. */
      Attachments?: {
        FileName: string;
        ContentType?: string;
        ContentDisposition: string;
        ContentId?: string;
        RawContent: string;
      }[];
    };
  };
  EmailTags?: { Name: string; Value: string }[];
};
type Ses = {
  sent: SentMail[];
  /** While set, every mail is answered with this error. */
  refusal: { status: number; type: string } | undefined;
};

/**
 * Speaks SES v2's SendEmail as far as a sender notices, and points this process's senders at itself; what was sent, and
 * a refusal, are forgotten before each test.
 */
export function useSes(): Ses {
  const ses: Ses = { sent: [], refusal: undefined };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (ses.refusal) {
        response.writeHead(ses.refusal.status, { 'x-amzn-errortype': ses.refusal.type }).end('{"message":"no"}');
        return;
      }
      ses.sent.push(JSON.parse(body) as SentMail);
      response.end(JSON.stringify({ MessageId: `m-${ses.sent.length}` }));
    });
  });
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    process.env['AWS_ENDPOINT_URL_SESV2'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env['PUBLIC_URL'] = 'https://feedback.example.com';
    process.env['MAIL_FROM'] = 'survey@example.com';
  });
  beforeEach(() => {
    ses.sent.length = 0;
    ses.refusal = undefined;
  });
  afterAll(() => void server.close());
  return ses;
}

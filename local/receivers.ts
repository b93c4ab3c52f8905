import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a receiver of webhooks answers, by its path: one that works, one that does not, and a chat as Slack is. */
const answers: Readonly<Record<string, { status: number; body?: string }>> = {
  '/works': { status: 204 },
  '/fails': { status: 500 },
  '/chat': { status: 200, body: 'ok' },
};

/** Starts the receivers of the demo company's webhooks; they keep nothing of what they are sent. */
export async function startReceivers({ port }: { port: number }): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const { status, body } = answers[request.url ?? ''] ?? { status: 404 };
    request.resume().on('end', () => response.writeHead(status).end(body));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

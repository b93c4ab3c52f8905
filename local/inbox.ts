import type { Server } from 'node:http';
import inbox from 'aws-ses-v2-local';

export type Inbox = { url: string; close: () => Promise<void> };

/** An SES that delivers every mail to a web page: `GET /` to look, `GET /store` as JSON. Its mails live in memory. */
export async function startInbox(options: { port: number }): Promise<Inbox> {
  const server: Server = await inbox.default({ host: '127.0.0.1', port: options.port });
  return {
    url: `http://127.0.0.1:${options.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

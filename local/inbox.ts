import type { Server } from 'node:http';
import { createRequire } from 'node:module';

// CommonJS with a default export: only `require` sees it the same under Node and in tests.
const { default: startServer } = createRequire(import.meta.url)('aws-ses-v2-local') as {
  default: (config: { host: string; port: number }) => Promise<Server>;
};

export type Inbox = { url: string; close: () => Promise<void> };

/** An SES that delivers every mail to a web page: `GET /` to look, `GET /store` as JSON. Its mails live in memory. */
export async function startInbox(options: { port: number }): Promise<Inbox> {
  const server = await startServer({ host: '127.0.0.1', port: options.port });
  return {
    url: `http://127.0.0.1:${options.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { keepMails, type Mail } from './kept/mails.ts';

// CommonJS with a default export: only `require` sees it the same under Node and in tests.
const load = createRequire(import.meta.url);
const { default: startServer } = load('aws-ses-v2-local') as {
  default: (config: { host: string; port: number }) => Promise<Server>;
};
const store = load('aws-ses-v2-local/dist/store.js') as {
  getStoreReadonly: () => { emails: readonly Mail[] };
  saveEmail: (mail: Mail) => void;
  clearStore: () => void;
};

export type Inbox = { url: string; close: () => Promise<void> };

/** An SES that delivers every mail to a web page: `GET /` to look, `GET /store` as JSON; the folder keeps its mails. */
export async function startInbox(options: {
  port: number;
  folder: string;
  say: (line: string) => void;
}): Promise<Inbox> {
  // It is one for the whole process.
  store.clearStore();
  const mails = { mails: () => store.getStoreReadonly().emails, add: store.saveEmail };
  const stopKeeping = keepMails(options.folder, mails, options.say);
  const server = await startServer({ host: '127.0.0.1', port: options.port });
  return {
    url: `http://127.0.0.1:${options.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          stopKeeping();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

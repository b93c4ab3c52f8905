import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { sign } from '../shared/webhook-sending/signature.ts';

/** Beside the demo company's receivers the one local address that webhooks of a local cloud may be sent to. */
export const RECEIVER_PORT = 7310;

/**
 * `npm run webhook-receiver -- --secret whsec_…`: prints each event that arrives, and whether its signature is of that
 * secret. Create the webhook with the URL http://127.0.0.1:7310/ and start this again with the secret of the answer.
 */
function main(): void {
  const { secret, status } = parseArgs({
    options: { secret: { type: 'string' }, status: { type: 'string', default: '204' } },
  }).values;
  createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const header = (name: string): string => String(request.headers[name] ?? '');
      const [id, timestamp] = [header('webhook-id'), Number(header('webhook-timestamp'))];
      const signed = header('webhook-signature').split(' ');
      const isOurs = secret !== undefined && signed.includes(sign({ id, timestamp, body, secrets: [secret] }));
      process.stdout.write(`${new Date().toISOString()} ${isOurs ? 'verified' : 'NOT VERIFIED'} ${id} ${body}\n`);
      response.writeHead(Number(status)).end();
    });
  })
    .on('error', ({ message }) => {
      process.stderr.write(`no webhook can arrive here: ${message}\n`);
      process.exitCode = 1;
    })
    .listen(RECEIVER_PORT, '127.0.0.1', () =>
      process.stdout.write(`listening at http://127.0.0.1:${RECEIVER_PORT}/\n`),
    );
}

if (import.meta.main) main();

import { Agent, createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { type ConsoleOptions, serveConsole } from './console.ts';

export type Gateway = {
  url: string;
  /** Names the deployed API; until then every call is answered 503. */
  open: (apiId: string) => void;
  close: () => Promise<void>;
};

type Upstream = { port: number; prefix: string; agent: Agent };

/**
 * What a custom domain is on AWS: the API at the root of an address that is known before it is deployed, so that links
 * in mails work. The emulator serves an API only below a path with the API's id in it.
 */
export async function startGateway(options: {
  port: number;
  cloudPort: number;
  console: ConsoleOptions;
}): Promise<Gateway> {
  const agent = new Agent({ keepAlive: true });
  let upstream: Upstream | undefined;
  const console = serveConsole(options.console);
  const server = createServer((incoming, outgoing) => {
    if (console(incoming, outgoing)) return;
    if (upstream) forward(incoming, outgoing, upstream);
    else outgoing.writeHead(503, { 'retry-after': '5' }).end('being deployed');
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${options.port}`,
    open: (apiId) => {
      upstream = { port: options.cloudPort, prefix: `/_aws/execute-api/${apiId}/$default`, agent };
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      agent.destroy();
    },
  };
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, { port, prefix, agent }: Upstream): void {
  const { method, headers, url = '/' } = incoming;
  const target = { host: '127.0.0.1', port, agent, method, path: `${prefix}${url}`, headers };
  const request = send(target, (reply) => {
    outgoing.writeHead(reply.statusCode ?? 502, reply.rawHeaders);
    reply.on('error', () => outgoing.destroy()).pipe(outgoing);
  });
  request.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(502).end('the emulator does not answer');
  });
  outgoing.on('close', () => outgoing.writableFinished || request.destroy());
  incoming.pipe(request);
}

import { expect, test } from 'vitest';
import { type Contract, type Route, takesKey } from '../http/contract.ts';
import { isOurs } from '../kernel/id-kinds.ts';
import type { Answer, Example } from './call.ts';

type Request = Example & { companyId: string };
type Race = {
  contract: Contract;
  route: Route;
  prepared: () => Promise<Request>;
  send: (route: Route, request: Request) => Promise<Answer>;
};

/** The work of conflicts grows with the square; the kit's own test has twenty. */
const MANY = 12;
const SEVERAL = 5;

// A form may lead elsewhere when it is done.
const isDone = ({ status }: Answer): boolean => status < 400;
const textsOf = (answers: readonly Answer[]): Set<string> => new Set(answers.filter(isDone).map(({ text }) => text));

/** No caller gets a 500; a caller who does not get a turn is told when to come again; somebody gets through. */
function expectOrder(answers: readonly Answer[]): void {
  for (const { status, headers } of answers) {
    if (status >= 500) expect({ status, retryAfter: headers['retry-after'] }).toEqual({ status: 503, retryAfter: '1' });
  }
  expect(answers.filter(isDone)).not.toEqual([]);
}

/** What every route that changes something must stand: many callers at the same moment. */
export function raceTests({ contract, route, prepared, send }: Race): void {
  const atOnce = (count: number, request: Request) =>
    Promise.all(Array.from({ length: count }, () => send(route, request)));

  test(`${MANY} calls at once: no 500, and no version of a record stands for two different changes`, async () => {
    const answers = await atOnce(MANY, await prepared());
    expectOrder(answers);
    // A POST without parameters makes a record of its own with each call, and so does one that starts a job.
    const oneRecord = (route.params !== undefined || route.method !== 'POST') && !(202 in route.reply);
    // One that copies a record, or makes one below another, answers with another record each time.
    const ids = Object.keys(route.params?.shape ?? {});
    const ours = (body: Answer['body']) =>
      Object.values(body).filter((value) => typeof value === 'string' && isOurs(value));
    const versions = answers.filter(({ body }) => body['version'] !== undefined);
    const nameOf = ({ body }: Answer): string =>
      [...[...ids, 'version'].map((name) => body[name]), ...ours(body)].join(' ');
    for (const same of Map.groupBy(versions, nameOf).values()) {
      if (oneRecord) expect(textsOf(same).size).toBe(1);
    }
  });

  if (takesKey(route) && route.permission !== 'public') {
    test('several calls at once with one Idempotency-Key get one answer', async () => {
      const { headers, ...request } = await prepared();
      const answers = await atOnce(SEVERAL, { ...request, headers: { ...headers, 'idempotency-key': 'k-1' } });
      expectOrder(answers);
      expect(answers.filter((answer) => !isDone(answer) && answer.status !== 503)).toEqual([]);
      expect(textsOf(answers).size).toBe(1);
    });
  }

  const read = Object.values(contract.routes).find(({ method, path }) => method === 'GET' && path === route.path);
  if (route.ifMatch && read) {
    test('of several calls at once with the same If-Match, one makes the change', async () => {
      const { headers, body, ...request } = await prepared();
      const { etag } = (await send(read, request)).headers;
      const answers = await atOnce(SEVERAL, { ...request, body, headers: { ...headers, 'if-match': String(etag) } });
      expectOrder(answers);
      expect(textsOf(answers).size).toBe(1);
      // A deletion is found done (204) or gone (404) by the others.
      for (const { status } of answers) expect([200, 204, 404, 412, 503]).toContain(status);
    });
  }
}

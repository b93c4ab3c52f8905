import { type Context, systemContext } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { aCompany, aContext } from '../../testing/context.ts';
import type { useQueues } from '../../testing/queues.ts';
import type { Outcome, send } from '../../webhook-sending/send.ts';
import { list } from '../delivery.ts';
import { fanOut } from '../fan-out.ts';
import { work } from '../sender.ts';
import { stateOf, states } from '../state.store.ts';
import { dueWakes, WakeMessage } from '../wake.ts';
import { create } from '../webhook.ts';
import { CreateWebhook, type Webhook } from '../webhook.schema.ts';

type Queues = ReturnType<typeof useQueues>;
type Request = Parameters<typeof send>[0];
type Message = { at: number; body: string };

const QUEUE = 'webhook-work';
const HOUR_MS = 3_600_000;

export const ok: Outcome = { ok: true, status: 200, ms: 5, headers: {} };
export const failure = (status: number, more: Partial<Outcome> = {}): Outcome => ({
  ok: false,
  status,
  ms: 5,
  headers: {},
  ...more,
});

/**
 * A company whose clock runs only while something is done: messages arrive when their delay is over, and the due index is
 * asked every minute. `answer` is what receivers reply.
 */
export function aWorld(queues: Queues, answer: (request: Request, at: Date) => Outcome | Promise<Outcome>) {
  const companyId = aCompany();
  const began = Date.parse('2026-11-01T10:00:00.000Z');
  let now = began;
  let most = 0;
  let waiting: Message[] = [];
  const requests: (Request & { at: number; id: string })[] = [];

  const collect = (): void => {
    const sent = [...queues.sent(QUEUE)];
    queues.take(QUEUE, sent.length);
    waiting.push(...sent.map(({ body, delaySeconds = 0 }) => ({ at: now + delaySeconds * 1_000, body })));
    most = Math.max(most, waiting.length);
  };
  const context = (): Context => ({ ...systemContext(companyId, 'test', { now: new Date(now) }) });
  const parts = {
    now: () => new Date(now),
    sleep: async (ms: number) => void (now += ms),
    send: async (request: Request) => {
      requests.push({ ...request, at: now, id: request.headers['webhook-id'] ?? '' });
      return answer(request, new Date(now));
    },
  };
  const workOne = async (body: string): Promise<void> => {
    const message = WakeMessage.parse(JSON.parse(body));
    await work(context(), message, parts);
    collect();
  };
  /** Lets time go on, with all that happens meanwhile. */
  const until = async (end: number, endpoints: readonly Pick<Webhook, 'endpointId'>[] = []): Promise<void> => {
    for (;;) {
      collect();
      const [next] = waiting.toSorted((one, other) => one.at - other.at);
      const due = (await Promise.all(endpoints.map(({ endpointId }) => states.find(context(), endpointId))))
        .flatMap((state) =>
          state && states.dueAt(state) !== undefined ? [{ state, at: Date.parse(states.dueAt(state) ?? '') }] : [],
        )
        .toSorted((one, other) => one.at - other.at)[0];
      if (due && due.at <= end && (!next || due.at < next.at)) {
        now = Math.max(now, due.at);
        await dueWakes.run(context(), due.state);
      } else if (next && next.at <= end) {
        waiting = waiting.filter((one) => one !== next);
        now = Math.max(now, next.at);
        await workOne(next.body);
      } else break;
    }
    now = Math.max(now, end);
  };
  return {
    companyId,
    context,
    parts,
    requests,
    /** The most messages that there ever were in the queue. */
    mostMessages: () => most,
    seconds: () => (now - began) / 1_000,
    after: (hours: number, endpoints?: readonly Pick<Webhook, 'endpointId'>[]) =>
      until(began + hours * HOUR_MS, endpoints),
    lose: (): void => {
      collect();
      waiting = [];
    },
    /** The next message, to be worked off by hand. */
    take: (): string => {
      collect();
      return waiting.shift()?.body ?? '';
    },
    workOne,
    endpoint: (more: object = {}): Promise<Webhook> =>
      create(aContext({ companyId, now: new Date(now) }), {
        body: CreateWebhook.parse({ url: 'http://127.0.0.1:9/', events: ['initiative.*'], ...more }),
      }),
    /** Something has happened, so many times. */
    async happen(count = 1, more: object = {}): Promise<{ type: string; detail: { eventId: string; at: string } }[]> {
      const events = Array.from({ length: count }, () => ({
        type: 'InitiativeChanged',
        detail: {
          eventId: `${newId('initiative', new Date(now))}:2`,
          at: new Date(now).toISOString(),
          companyId,
          ...more,
        },
      }));
      await fanOut(context(), events);
      collect();
      return events;
    },
    deliveries: async (endpointId: Webhook['endpointId'], filter: object = {}) =>
      (await list(context(), { endpointId, limit: 200, ...filter })).items,
    state: (endpointId: Webhook['endpointId']) => stateOf(context(), endpointId),
  };
}

import { type Fault, FunctionWorker, type Invocation, type Outcome, timedOut, type WorkerOptions } from './worker.ts';

/** An invocation that waits this long with all workers busy starts another worker: a short queue is cheaper. */
const PATIENCE_MS = 50;
const MAX_WORKERS = 6;
const IDLE_SPARE_MS = 20_000;
const IDLE_LAST_MS = 120_000;
/** What runs by the clock has nobody who would wait for its next start. */
const BY_CLOCK = /-every-/;

type Waiting = { invocation: Invocation; settle: (outcome: Outcome) => void };

/** Workers beyond a function's first one; all functions share them, so that no load takes all memory. */
export class Spares {
  #left: number;
  constructor(count: number) {
    this.#left = count;
  }
  take(): boolean {
    if (this.#left === 0) return false;
    this.#left -= 1;
    return true;
  }
  giveBack(): void {
    this.#left += 1;
  }
}

/**
 * The workers of one function. Invocations are taken in the order in which they came. Every function may always have
 * one worker, so that no other function's load can keep it waiting; more of them come from the spares.
 */
export class FunctionPool {
  readonly #options: WorkerOptions;
  readonly #spares: Spares;
  readonly #workers = new Set<FunctionWorker>();
  readonly #waiting: Waiting[] = [];
  readonly #retiring = new Set<FunctionWorker>();
  #starting = 0;
  #running = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: WorkerOptions, spares: Spares) {
    this.#options = options;
    this.#spares = spares;
  }

  /** Invocations that run or wait. */
  get pending(): number {
    return this.#waiting.length + this.#running;
  }

  get workers(): number {
    return this.#workers.size;
  }

  /** Never rejects; what waits past its deadline is answered as Lambda answers a timeout, without being run. */
  invoke(invocation: Invocation): Promise<Outcome> {
    return new Promise((settle) => {
      if (this.#closed) return settle({ fault: closed });
      this.#waiting.push({ invocation, settle });
      this.#next();
    });
  }

  /** Ends workers that have been idle for long: the last one of a function later, unless it runs by the clock. */
  shrink(now = performance.now()): void {
    for (const worker of this.#workers) {
      const isLast = this.#workers.size - this.#retiring.size === 1;
      const limit = isLast && !BY_CLOCK.test(this.#options.name) ? IDLE_LAST_MS : IDLE_SPARE_MS;
      if (!worker.busy && now - worker.idleSince > limit) this.#retire(worker);
    }
  }

  /** Takes no more; ends idle workers at once, and busy ones when they have answered. */
  replaceBy(next: FunctionPool): void {
    this.#closed = true;
    for (const { invocation, settle } of this.#waiting.splice(0)) void next.invoke(invocation).then(settle);
    for (const worker of this.#workers) {
      if (worker.busy) this.#retiring.add(worker);
      else this.#retire(worker);
    }
  }

  /** Ends everything now; what runs or waits is answered with a fault. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const { settle } of this.#waiting.splice(0)) settle({ fault: closed });
    await Promise.all([...this.#workers].map((worker) => worker.end()));
  }

  #next(): void {
    const now = Date.now();
    while (this.#waiting[0] && this.#waiting[0].invocation.deadline <= now) {
      const { invocation, settle } = this.#waiting.shift() as Waiting;
      settle({ fault: timedOut(invocation) });
    }
    for (const worker of this.#workers) {
      if (worker.busy) continue;
      const first = this.#waiting.shift();
      if (!first) break;
      this.#running += 1;
      void worker.run(first.invocation).then((outcome) => {
        this.#running -= 1;
        first.settle(outcome);
      });
    }
    if (this.#waiting.length === 0) return;
    if (this.#workers.size === 0) this.#start();
    else this.#growLater();
  }

  /** One at a time: starting a worker costs the time of many short invocations. */
  #growLater(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#closed || this.#waiting.length === 0) return;
      if (this.#starting === 0 && this.#workers.size < MAX_WORKERS && this.#spares.take()) this.#start();
      this.#next();
    }, PATIENCE_MS);
  }

  #start(): void {
    this.#starting += 1;
    let started = false;
    const begun = (): void => {
      if (!started) this.#starting -= 1;
      started = true;
    };
    const worker = new FunctionWorker(
      this.#options,
      () => {
        begun();
        if (this.#retiring.has(worker)) this.#retire(worker);
        else this.#next();
      },
      (reason) => {
        const loaded = started;
        begun();
        this.#workers.delete(worker);
        this.#retiring.delete(worker);
        // The workers beyond the first are spares, whichever of them was started first.
        if (this.#workers.size > 0) this.#spares.giveBack();
        if (!loaded) this.#refuse(reason);
        else if (!this.#closed) this.#next();
      },
    );
    this.#workers.add(worker);
  }

  /** A bundle that cannot be loaded answers all that wait with the reason, instead of being loaded again and again. */
  #refuse(reason: Fault): void {
    if (this.#workers.size > 0) return;
    for (const { settle } of this.#waiting.splice(0)) settle({ fault: reason });
  }

  #retire(worker: FunctionWorker): void {
    worker.busy = true;
    this.#retiring.add(worker);
    void worker.end();
  }
}

const closed: Fault = { errorType: 'Runtime.ExitError', errorMessage: 'the function host is stopping' };

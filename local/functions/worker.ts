import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { isInBackground } from './background.ts';

/** What Lambda answers in place of a result. */
export type Fault = { errorType: string; errorMessage: string; trace?: string[] };
/** A result is JSON, or '' where the handler returned nothing. */
export type Outcome = { result: string } | { fault: Fault };
export type Invocation = {
  requestId: string;
  arn: string;
  /** JSON. */
  event: string;
  /** Epoch milliseconds; the worker is ended when it is still running then. */
  deadline: number;
  timeoutSeconds: number;
};

export type WorkerOptions = {
  /** Name of the function, for its context. */
  name: string;
  /** Path of its `index.js`. */
  bundle: string;
  memoryMb: number;
  /** All environment variables that the function sees. */
  environment: Record<string, string>;
  onLine: (line: string) => void;
};

type Message = { ready: true } | { unusable: Fault } | Outcome;

/** A function in a worker thread with environment variables and a heap limit of its own. */
export class FunctionWorker {
  /** When it last ended an invocation, or was started. */
  idleSince = performance.now();
  busy = true;
  readonly #thread: Worker;
  #settle: ((outcome: Outcome) => void) | undefined;

  /** `onIdle` is called when it can take an invocation, `onEnd` once when it never will again. */
  constructor(options: WorkerOptions, onIdle: () => void, onEnd: (reason: Fault) => void) {
    const { name, bundle, memoryMb, environment, onLine } = options;
    this.#thread = new Worker(join(import.meta.dirname, 'worker.mjs'), {
      workerData: { name, bundle, memoryMb, inBackground: isInBackground(name) },
      env: environment,
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 8 },
    });
    for (const stream of [this.#thread.stdout, this.#thread.stderr]) eachLine(stream, onLine);
    let reason: Fault = { errorType: 'Runtime.ExitError', errorMessage: `${name} ended before it had answered` };
    this.#thread.on('message', (message: Message) => {
      if ('unusable' in message) {
        reason = message.unusable;
        void this.end();
        return;
      }
      if (!('ready' in message)) this.#finish(message);
      this.busy = false;
      this.idleSince = performance.now();
      onIdle();
    });
    this.#thread.on('error', (error) => {
      const { name: errorName, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
      reason = { errorType: `Runtime.${errorName}`, errorMessage: message };
    });
    this.#thread.on('exit', () => {
      this.#finish({ fault: reason });
      onEnd(reason);
    });
  }

  /** Runs one invocation; never rejects and never hangs: past the deadline the thread is ended. */
  async run(invocation: Invocation): Promise<Outcome> {
    this.busy = true;
    const outcome = new Promise<Outcome>((resolve) => {
      this.#settle = resolve;
    });
    const timer = setTimeout(() => {
      this.#finish({ fault: timedOut(invocation) });
      void this.end();
    }, invocation.deadline - Date.now());
    this.#thread.postMessage(invocation);
    return outcome.finally(() => clearTimeout(timer));
  }

  async end(): Promise<void> {
    await this.#thread.terminate();
  }

  #finish(outcome: Outcome): void {
    this.#settle?.(outcome);
    this.#settle = undefined;
  }
}

export const timedOut = ({ requestId, timeoutSeconds }: Invocation): Fault => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
});

function eachLine(stream: Readable, onLine: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine);
}

// One worker thread: loads one bundle and runs one invocation at a time. Plain JavaScript, because each thread that
// strips types costs 5 MB more.
import { readlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
const { bundle, name, memoryMb, inBackground } = workerData;

const NICENESS = 10;

// On Lambda each function has a processor of its own. Here all share a few, so on Linux, where a thread has a priority,
// those in the background let the others go first: what somebody sends meanwhile is counted and analysed at once.
if (process.platform === 'linux' && inBackground)
  setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), NICENESS);

/** Lambda's form of an error. */
const faultOf = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: error.stack?.split('\n') ?? [] }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

/** What a handler may know of its invocation; see Lambda's context object for Node.js. */
const contextOf = ({ requestId, arn, deadline }) => ({
  callbackWaitsForEmptyEventLoop: false,
  functionName: name,
  functionVersion: '$LATEST',
  invokedFunctionArn: arn,
  memoryLimitInMB: String(memoryMb),
  awsRequestId: requestId,
  logGroupName: `/aws/lambda/${name}`,
  logStreamName: 'local',
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

async function answer(handler, invocation) {
  try {
    const result = await handler(JSON.parse(invocation.event), contextOf(invocation));
    return { result: result === undefined ? '' : JSON.stringify(result) };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

try {
  const { handler } = createRequire(bundle)(bundle);
  if (typeof handler !== 'function') throw new TypeError(`${bundle} exports no handler`);
  port.on('message', (invocation) => void answer(handler, invocation).then((reply) => port.postMessage(reply)));
  port.postMessage({ ready: true });
} catch (error) {
  port.postMessage({ unusable: { ...faultOf(error), errorType: 'Runtime.ImportModuleError' } });
}

// A fresh process: loads a bundle, or loads it and makes one call, or calls it many times with a stubbed
// transport; prints one JSON line. Plain CommonJS, so that nothing but the bundle is measured.
const [mode, bundle, eventJson] = process.argv.slice(2);
const { Readable } = require('node:stream');

const lambda = {
  awsRequestId: 'bench',
  functionName: 'bench',
  memoryLimitInMB: '1024',
  getRemainingTimeInMillis: () => 25_000,
};
const print = (figures) => process.stdout.write(`\n@${JSON.stringify(figures)}\n`);

const started = performance.now();
const loaded = require(bundle);
const loadMs = performance.now() - started;

async function main() {
  if (mode === 'load') return print({ loadMs });
  const event = JSON.parse(eventJson);
  if (mode === 'first') {
    const { statusCode } = await loaded.handler(event, lambda);
    if (statusCode !== 201) throw new Error(`status ${statusCode}`);
    return print({ firstMs: performance.now() });
  }
  // Answers at once, as DynamoDB does to a PutItem: what is left is the CPU of our own code and the SDK's.
  loaded.client.config.requestHandler = {
    handle: async () => ({
      response: {
        statusCode: 200,
        headers: { 'content-type': 'application/x-amz-json-1.0', 'content-length': '2' },
        body: Readable.from([Buffer.from('{}')]),
      },
    }),
    destroy() {},
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
  process.stdout.write = (
    (write) => (text) =>
      String(text).startsWith('\n@') ? write(text) : true
  )(process.stdout.write.bind(process.stdout));
  const batches = [];
  for (let batch = 0; batch < 8; batch++) {
    const before = process.cpuUsage();
    for (let call = 0; call < 300; call++) {
      const { statusCode } = await loaded.handler(event, lambda);
      if (statusCode !== 201) throw new Error(`status ${statusCode}`);
    }
    const { user, system } = process.cpuUsage(before);
    batches.push((user + system) / 300);
  }
  print({ cpuMicros: batches.slice(1) }); // the first batch warms up
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});

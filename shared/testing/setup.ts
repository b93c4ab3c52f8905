process.env['AWS_REGION'] = 'us-east-1';
process.env['AWS_ACCESS_KEY_ID'] = 'local';
process.env['AWS_SECRET_ACCESS_KEY'] = 'local';
process.env['STRICT_REPLIES'] = 'true';
process.env['POWERTOOLS_SERVICE_NAME'] = 'test';
process.env['SECRET_ARN'] = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:heed';

// What is written to the streams (log lines, metrics) goes to the runner's console, which keeps it and shows it only for
// a test that fails.
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk: string | Uint8Array) => {
    // eslint-disable-next-line no-console -- the runner's console, not a log line
    console.log((typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()).trimEnd());
    return true;
  };
}

import * as z from 'zod';
import { callCloud, type Cloud, cloudEnvironment } from '../cloud.ts';
import type { FunctionConfiguration } from './host.ts';

const reply = z.object({
  FunctionArn: z.string(),
  Timeout: z.int(),
  MemorySize: z.int(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
});

/** Asks the emulator what was deployed for a function, and adds what Lambda's runtime itself gives to every function. */
export async function describeFunction(cloud: Cloud, functionName: string): Promise<FunctionConfiguration> {
  const path = `/2015-03-31/functions/${functionName}/configuration`;
  const answer = await callCloud(cloud, 'lambda', path, { method: 'GET' });
  if (!answer.ok) throw new Error(`${functionName} is not deployed (${answer.status})`);
  const { FunctionArn, Timeout, MemorySize, Environment } = reply.parse(await answer.json());
  return {
    arn: FunctionArn,
    timeoutSeconds: Timeout,
    memoryMb: MemorySize,
    environment: {
      ...cloudEnvironment(cloud.url),
      ...Environment?.Variables,
      AWS_LAMBDA_FUNCTION_NAME: functionName,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
    },
  };
}

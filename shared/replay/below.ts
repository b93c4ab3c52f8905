import { invalid, Problem } from '../http/problem.ts';

/** What is wrong with a part of a body, told with where that part is. */
export async function below<T>(at: string, check: () => Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof Problem) || !error.errors) throw error;
    throw invalid(...error.errors.map((one) => ({ ...one, pointer: `${at}${(one.pointer ?? '#').slice(1)}` })));
  }
}

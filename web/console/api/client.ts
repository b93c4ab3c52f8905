import { ApiError, client, type Client } from '../../../shared/http/client.ts';
import type { Contract, Routes } from '../../../shared/http/contract.ts';
import type { Session } from '../session/sign-in.ts';

let session: Session | undefined;
export const callAs = (signedIn: Session): void => {
  session = signedIn;
};

const token = async (): Promise<string> => {
  if (session === undefined) throw new Error('nobody has signed in yet');
  return session.token();
};

/** A token that was refused is renewed once; whoever cannot be renewed signs in again and comes back to this address. */
const authorised: typeof fetch = async (input, init) => {
  const answer = await fetch(input, init);
  if (answer.status !== 401) return answer;
  session?.refused();
  const headers = new Headers(init?.headers);
  headers.set('authorization', `Bearer ${await token()}`);
  return fetch(input, { ...init, headers });
};

/** A file that the API leads to, as whoever is signed in. The link behind it is another origin's, and gets no token. */
export async function fileAt(path: string): Promise<Blob> {
  const answer = await authorised(path, { headers: { authorization: `Bearer ${await token()}` } });
  if (!answer.ok) throw new ApiError(answer.status, { type: 'about:blank', title: answer.statusText });
  return answer.blob();
}

/** One operation of the API: called like a function, and known by what it is called. */
export type Operation<In extends unknown[], Out> = ((...input: In) => Promise<Out>) & {
  readonly resource: string;
  readonly operation: string;
};
type Operations<R extends Routes> = {
  [Op in keyof R]: Client<R>[Op] extends (...input: infer In) => Promise<infer Out> ? Operation<In, Out> : never;
};

/** The operations of a contract, called as whoever is signed in: `const feedback = api(feedbackRoutes)`. */
export function api<R extends Routes>(contract: Contract<R>): Operations<R> {
  const { resource } = contract;
  const calls = Object.entries(client(contract, { url: '', token, fetch: authorised }));
  return Object.fromEntries(
    calls.map(([operation, call]) => [operation, Object.assign(call as object, { resource, operation })]),
  ) as unknown as Operations<R>;
}

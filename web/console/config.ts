/** What differs between deployments; `config.json` beside the console holds it, so that one build serves them all. */
export type Config = {
  /** The OIDC issuer that people sign in with. */
  issuer: string;
  clientId: string;
  /** Asked for at sign-in, between spaces. */
  scopes: string;
};

/** Where the console is: also where people return to after they have signed in. */
export const home = new URL(import.meta.env.BASE_URL, location.origin);

export async function readConfig(): Promise<Config> {
  const response = await fetch(new URL('config.json', home));
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  return (await response.json()) as Config;
}

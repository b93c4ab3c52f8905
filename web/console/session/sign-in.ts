import * as oauth from 'oauth4webapi';
import { type Config, home } from '../config.ts';
import { accessToken, distrust, forget, keep, renewal } from './tokens.ts';

/**
 * OIDC authorization code flow with PKCE, by full redirects. Between leaving and coming back, this tab remembers under the
 * `state` what it must check and where the person was.
 */
type Leaving = { verifier: string; nonce: string; path: string };
const leavingKey = (state: string): string => `heed.leaving.${state}`;

export type Session = {
  /** A token that is still valid; leaves for the issuer where there is none, and never comes back then. */
  token: () => Promise<string>;
  /** The token was refused: the next one is another. */
  refused: () => void;
  signOut: () => Promise<void>;
};

/**
 * Signs in, or goes on where this tab was signed in. Resolves to nothing when the browser is leaving for the issuer.
 * Rejects when the issuer cannot be reached or has refused.
 */
export async function openSession(config: Config): Promise<Session | undefined> {
  const issuer = new URL(config.issuer);
  // The local issuer speaks plain HTTP on a loopback address, and nowhere else.
  const options = { [oauth.allowInsecureRequests]: issuer.hostname === '127.0.0.1' };
  const found = await oauth.discoveryRequest(issuer, options);
  const server = await oauth.processDiscoveryResponse(issuer, found);
  const client: oauth.Client = { client_id: config.clientId };

  const leave = async (): Promise<never> => {
    const state = oauth.generateRandomState();
    const leaving: Leaving = {
      verifier: oauth.generateRandomCodeVerifier(),
      nonce: oauth.generateRandomNonce(),
      path: location.href.slice(location.origin.length),
    };
    sessionStorage.setItem(leavingKey(state), JSON.stringify(leaving));
    const target = new URL(server.authorization_endpoint ?? '');
    for (const [name, value] of Object.entries({
      client_id: config.clientId,
      redirect_uri: home.href,
      response_type: 'code',
      scope: config.scopes,
      code_challenge: await oauth.calculatePKCECodeChallenge(leaving.verifier),
      code_challenge_method: 'S256',
      nonce: leaving.nonce,
      state,
    })) {
      target.searchParams.set(name, value);
    }
    location.assign(target);
    return new Promise<never>(() => {});
  };

  const renew = async (): Promise<boolean> => {
    const kept = renewal();
    if (kept === undefined) return false;
    const answer = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), kept, options);
    // Refused or used up: sign in again. A server that fails is an error, or a short fault would sign everybody out.
    if (answer.status >= 400 && answer.status < 500) return false;
    keep(await oauth.processRefreshTokenResponse(server, client, answer));
    return true;
  };

  let renewing: Promise<boolean> | undefined;
  const token = async (): Promise<string> => {
    const valid = accessToken();
    if (valid !== undefined) return valid;
    renewing ??= renew().finally(() => (renewing = undefined));
    if (!(await renewing)) {
      forget();
      return leave();
    }
    return accessToken() ?? leave();
  };

  const back = new URL(location.href).searchParams;
  const state = back.get('state');
  if (state !== null && (back.has('code') || back.has('error'))) {
    const remembered = sessionStorage.getItem(leavingKey(state));
    sessionStorage.removeItem(leavingKey(state));
    // Somebody else's answer, or one that was used already: begin anew.
    if (remembered === null) return leave();
    const { verifier, nonce, path } = JSON.parse(remembered) as Leaving;
    const answered = oauth.validateAuthResponse(server, client, back, state);
    const answer = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      answered,
      home.href,
      verifier,
      options,
    );
    keep(
      await oauth.processAuthorizationCodeResponse(server, client, answer, {
        expectedNonce: nonce,
        requireIdToken: true,
      }),
    );
    history.replaceState(null, '', path);
  }

  await token();
  return {
    token,
    refused: distrust,
    signOut: async () => {
      const kept = renewal();
      forget();
      if (kept !== undefined && server.revocation_endpoint !== undefined) {
        // The person is signed out here whatever becomes of it.
        await oauth.revocationRequest(server, client, oauth.None(), kept, options).catch(() => undefined);
      }
      if (server.end_session_endpoint === undefined) return location.assign(home);
      const target = new URL(server.end_session_endpoint);
      target.searchParams.set('client_id', config.clientId);
      target.searchParams.set('post_logout_redirect_uri', home.href);
      // Amazon Cognito's name for the same.
      target.searchParams.set('logout_uri', home.href);
      location.assign(target);
    },
  };
}

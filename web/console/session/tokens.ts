/**
 * What a person has signed in with. The access token is in memory alone; what renews it is kept for this tab, so that a
 * reload does not ask again. Neither is ever in an address or a log.
 */
const RENEWAL = 'heed.renewal';
const SPARE_MS = 30_000;

let access: { token: string; until: number } | undefined;

export type Tokens = { access_token: string; expires_in?: number; refresh_token?: string };

export function keep({ access_token, expires_in = 300, refresh_token }: Tokens): void {
  access = { token: access_token, until: Date.now() + expires_in * 1000 - SPARE_MS };
  // An issuer that rotates what renews gives another one with each answer; one that does not gives none.
  if (refresh_token !== undefined) sessionStorage.setItem(RENEWAL, refresh_token);
}

export const accessToken = (): string | undefined =>
  access !== undefined && access.until > Date.now() ? access.token : undefined;

export const renewal = (): string | undefined => sessionStorage.getItem(RENEWAL) ?? undefined;

/** The access token was refused although its time was not over. */
export const distrust = (): void => {
  access = undefined;
};

export function forget(): void {
  access = undefined;
  sessionStorage.removeItem(RENEWAL);
}

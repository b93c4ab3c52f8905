/**
 * What React Aria writes into the page as a style of its own: `touch-action` of what can be pressed. Where a new version
 * writes another one, the browser says so in its console, and the scenario of the console fails.
 */
const REACT_ARIA_STYLE = 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=';

/**
 * Headers of everything below `/app/`, in the cloud and here. The console runs its own scripts alone, talks to its own
 * origin and to `connect` (the issuer of tokens, and where links to files lead), and stands in nobody's frame.
 */
export const consoleHeaders = (connect: readonly string[]): Readonly<Record<string, string>> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' '${REACT_ARIA_STYLE}'`,
    "img-src 'self' data: blob:",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "font-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
});

/** How long a file may be kept: names of assets change with their content, everything else is asked for again. */
export const cachingOf = (path: string): string =>
  path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';

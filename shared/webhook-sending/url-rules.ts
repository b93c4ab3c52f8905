/** Where this product may call, beside the rules for everybody. */
export type UrlRules = {
  /** Exact `host:port` pairs of the configuration that may be called though they are local, also by `http:`. */
  allowed: ReadonlySet<string>;
  /** This product's own hosts: calling them would be a loop. */
  own: ReadonlySet<string>;
};

const LONGEST = 2_048;
const LONGEST_NAME = 253;

/** Names that mean something only inside a network (RFC 6761, 6762, 7686, 8375, and what routers and offices use). */
const insideNames = ['localhost', 'local', 'internal', 'intranet', 'lan', 'home.arpa', 'onion'];

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const numeric = /^(?:\d+|0x[0-9a-f]*)$/;

/**
 * The first rule for outgoing requests that a URL breaks, as a sentence that follows "url"; undefined when it breaks
 * none. Of a host it looks at the name only: what the name means in the DNS is the work of `resolve.ts`.
 */
export function checkUrl(raw: string, rules: UrlRules): string | undefined {
  if (raw.length === 0 || raw.length > LONGEST) return `must have 1 to ${LONGEST} characters`;
  // eslint-disable-next-line no-control-regex -- exactly what must not be there
  if (/[\u0000-\u0020\u007f\\]/.test(raw) || !raw.isWellFormed()) {
    return 'must have no spaces, control characters or backslashes';
  }
  // Parsers differ in what they make of other forms, such as `https:host` and `https:///host`.
  const authority = /^https?:\/\/([^/?#]+)/i.exec(raw)?.[1];
  const url = URL.parse(raw);
  if (authority === undefined || url === null) return 'must be a URL like https://hooks.example.com/heed';
  if (authority.includes('@')) return 'must name no user';
  if (raw.includes('#')) return 'must have no fragment (#…)';
  if (isAllowed(url, rules)) return undefined;
  if (url.protocol !== 'https:') return 'must begin with https://';
  if (url.port !== '') return 'must use port 443';
  return checkName(url.hostname, rules.own);
}

/** Whether a URL names one of the exceptions of the configuration. */
export const isAllowed = (url: URL, { allowed }: UrlRules): boolean =>
  allowed.has(`${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`);

/** `name` is what the URL parser made of the host: lower case, IDNA done, numbers of any notation as an address. */
function checkName(name: string, own: ReadonlySet<string>): string | undefined {
  const labels = name.split('.');
  if (name.startsWith('[') || numeric.test(labels.at(-1) ?? '')) return 'must name a host, not an address';
  if (name.endsWith('.')) return 'must not end its host with a dot';
  if (insideNames.some((inside) => name === inside || name.endsWith(`.${inside}`))) {
    return 'must name a host of the public internet';
  }
  if (labels.length < 2 || name.length > LONGEST_NAME || !labels.every((one) => label.test(one))) {
    return 'must name a host of at least two parts, of letters, digits and hyphens';
  }
  if (URL.parse(`https://${name}`)?.hostname !== name) return 'must name a host that is spelled in one way only';
  return own.has(name) ? 'must not be a host of this product' : undefined;
}

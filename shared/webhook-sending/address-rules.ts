import ipaddr from 'ipaddr.js';

/** IPv4 that no customer's receiver has: private, local, shared, special, for tests, multicast, reserved (RFC 6890). */
const closedV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
].map((range) => ipaddr.IPv4.parseCIDR(range));

/**
 * All of IPv6 that is given out. Loopback, unique local, link-local, mapped, compatible and NAT64 forms lie outside.
 */
const givenOutV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Parts of it that are not: protocol assignments with Teredo, documentation, 6to4. */
const closedV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'].map((range) => ipaddr.IPv6.parseCIDR(range));

/**
 * Whether an address, as a resolver writes it, is one of the public internet. The named ranges are refused whatever the
 * library thinks of them, and so is what only the library knows as special.
 */
export function isPublic(address: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) {
    const v4 = ipaddr.IPv4.parse(address);
    return v4.range() === 'unicast' && !closedV4.some((range) => v4.match(range));
  }
  if (!ipaddr.IPv6.isValid(address) || address.includes('%')) return false;
  const v6 = ipaddr.IPv6.parse(address);
  return v6.match(givenOutV6) && v6.range() === 'unicast' && !closedV6.some((range) => v6.match(range));
}

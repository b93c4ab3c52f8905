import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPublic } from './address-rules.ts';

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.0.1.1',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2a00:1450:4001:82f::200e',
  '2001:200::1',
])('%s is public', (address) => {
  expect(isPublic(address)).toBe(true);
});

const notPublic = `
  0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254
  169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1
  198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1
  255.255.255.255 :: ::1 ::ffff:8.8.8.8 ::ffff:10.0.0.1 ::ffff:808:808 ::8.8.8.8
  64:ff9b::8.8.8.8 64:ff9b:1::808:808 100::1 2001::1 2001:0:4136:e378::1 2001:1ff:ffff::1
  2001:db8::1 2002:808:808::1 3fff::1 3fff:fff:ffff::1 fc00::1 fd00:ec2::254 fdff::1
  fe80::1 fe80::1%eth0 fec0::1 ff02::1 4000::1 1fff::1 2606:4700::1%1
`;

test.each(notPublic.trim().split(/\s+/))('%s is not public', (address) => {
  expect(isPublic(address)).toBe(false);
});

test.each(['', 'localhost', '1.1.1', '16843009', '0x1.1.1.1', '01.1.1.1', '1.1.1.1 ', '[2606:4700::1]', '1.1.1.1/8'])(
  '%j, which no resolver writes, is not public',
  (address) => {
    expect(isPublic(address)).toBe(false);
  },
);

const closed: [number, number][] = [
  [0x00000000, 8],
  [0x0a000000, 8],
  [0x64400000, 10],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0xac100000, 12],
  [0xc0000000, 24],
  [0xc0000200, 24],
  [0xc0586300, 24],
  [0xc0a80000, 16],
  [0xc6120000, 15],
  [0xc6336400, 24],
  [0xcb007100, 24],
  [0xe0000000, 3],
];
const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
const groups = (high: number, rest: number[]): string => [high, ...rest].map((group) => group.toString(16)).join(':');

test('no address of a range that is named is public, whatever its other bits', () => {
  fc.assert(
    fc.property(fc.constantFrom(...closed), fc.nat(0xffffffff), ([start, length], bits) => {
      const value = (start | (bits & (2 ** (32 - length) - 1))) >>> 0;
      expect(isPublic(dotted(value))).toBe(false);
    }),
  );
});

const sevenGroups = fc.array(fc.nat(0xffff), { minLength: 7, maxLength: 7 });

test('no address of IPv6 is public outside 2000::/3', () => {
  fc.assert(
    fc.property(fc.nat(0xffff), sevenGroups, (high, rest) => {
      fc.pre(high >> 13 !== 1);
      expect(isPublic(groups(high, rest))).toBe(false);
    }),
  );
});

test('an address of IPv4 is never public inside one of IPv6 that carries it', () => {
  fc.assert(
    fc.property(fc.nat(0xffffffff), (value) => {
      const v4 = dotted(value);
      const hex = `${(value >>> 16).toString(16)}:${(value & 0xffff).toString(16)}`;
      for (const form of [`::ffff:${v4}`, `::${v4}`, `::ffff:0:${v4}`, `64:ff9b::${v4}`, `64:ff9b:1::${v4}`]) {
        expect(isPublic(form)).toBe(false);
      }
      expect(isPublic(`2002:${hex}::1`)).toBe(false);
      expect(isPublic(`2001:0:${hex}::1`)).toBe(false);
    }),
  );
});

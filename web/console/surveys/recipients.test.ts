import { describe, expect, test } from 'vitest';
import { readRecipients, rowsOf } from './recipients.ts';

describe('whom a text names', () => {
  test('addresses, one a line, with or without a name', () =>
    expect(readRecipients('ada@example.com\nBob Lee <bob@example.com>\ncy@example.com, Cy').recipients).toEqual([
      { contact: { email: 'ada@example.com' } },
      { contact: { email: 'bob@example.com', name: 'Bob Lee' } },
      { contact: { email: 'cy@example.com', name: 'Cy' } },
    ]));
  test('customer ids, one a line', () =>
    expect(readRecipients('C-1\nC-2').recipients).toEqual([{ customerId: 'C-1' }, { customerId: 'C-2' }]));
  test('columns by their heading, in any order and whatever separates them', () =>
    expect(readRecipients('Customer ID;E-Mail;Ticket;Other\nC-1;ada@example.com;T-1;x').recipients).toEqual([
      { contact: { email: 'ada@example.com' }, customerId: 'C-1', relatedTo: { ticketId: 'T-1' } },
    ]));
  test('each person once, whatever the case of the address', () =>
    expect(readRecipients('ada@example.com\nADA@example.com').recipients).toHaveLength(1));
  test('a line that names nobody is told, not left out in silence', () =>
    expect(readRecipients('email,name\n,Ada\nbob@example.com,Bob')).toMatchObject({
      recipients: [{ contact: { name: 'Bob' } }],
      unread: [', Ada'],
    }));
  test('nothing names nobody', () => expect(readRecipients(' \n\n')).toEqual({ recipients: [], unread: [] }));
});

test('quotes keep separators, line ends and quotes', () =>
  expect(rowsOf('a,"b, ""c""\nd"\r\ne,f\r\n')).toEqual([
    ['a', 'b, "c"\nd'],
    ['e', 'f'],
  ]));

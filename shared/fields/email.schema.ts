import * as z from 'zod';

// RFC 5321 §4.5.3.1: a local part of at most 64 characters; RFC 1035 §2.3.4: labels of at most 63, no hyphen at an end.
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const address = new RegExp(
  `^(?=[^@]{1,64}@)(?:[A-Za-z0-9_'+-]+\\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:${label}\\.)+[A-Za-z]{2,63}$`,
);

/** An address that mail can be sent to: at most 254 characters, of which at most 64 stand before the @. */
export const Email = z
  .email({ pattern: address, error: 'must be an e-mail address like ada@example.com' })
  .max(254)
  .meta({ example: 'ada@example.com' });

import { expect, test } from 'vitest';
import * as z from 'zod';
import { Board } from '../board/board.schema.ts';
import { contracts } from '../contracts.ts';
import { isVerbatim, verbatim } from '../fields/verbatim.schema.ts';
import { Report } from '../report/report.schema.ts';
import { SurveyTemplate } from '../survey-template/survey-template.schema.ts';
import { sitesOf } from '../testing/schema-walk.ts';
import { partsOf } from './schema-parts.ts';
import { type Cover, masked } from './masked.ts';
import { pageItemOf, pageOf } from './page.schema.ts';

/** Texts of listed items that the people who give feedback do not write. */
const known = [
  // Of the company's and of other systems.
  ...'category subcategory theme tags.0 language snapshot.channel snapshot.queue snapshot.segment snapshot.tier'.split(
    ' ',
  ),
  // An initiative is written by the company; its reason, which may name a person, is marked.
  ...'title themes.0'.split(' '),
  ...'triage.externalRef trigger responses.0.question quarantine.responses.0.question'.split(' '),
  // What the company's rules wait for, its people and their roles, and which rule and key an alert is of.
  ...['all', 'any.0', 'none.0'].flatMap((part) =>
    'category subcategory theme tag segment tier q'
      .split(' ')
      .flatMap((name) => [`match.${part}.${name}`, `themeRule.match.${part}.${name}`]),
  ),
  ...'name roles.0 ruleId ruleName key subject.keys.0.key ackBy.id resolvedBy.id'.split(' '),
  // What this system says about a job that failed.
  ...'errors.0.code errors.0.detail'.split(' '),
  // What a rule on a number watches, and what is said of that number, in our words.
  ...['facts', 'subject.metric'].flatMap((all) => ['window', 'formula', 'sentence'].map((name) => `${all}.${name}`)),
  'scope.key',
  // Ids, numbers and host names of what the product itself noticed, and the clock of a review.
  ...'subject.system.facts.name timeZone'.split(' '),
  // Where a company's events are sent, which is written by its admins.
  ...'url filter.name headers.name description bodyTemplate eventId type'.split(' '),
  // What a hook makes of the questions of another product, and why it could not.
  ...'mapping.0.column mapping.0.questionId externalId'.split(' '),
  ...'problems.0.column problems.0.code problems.0.message'.split(' '),
  // What a tracker is called, calls things and says of them.
  ...'externalRef theirStatus referencePath'.split(' '),
  // The person's own contact is who they are, not what they wrote.
  ...'contact.name contact.business customerId email'.split(' '),
  // Who a customer is: what a caller sees of it, their permissions say.
  ...'firstName lastName businessName salutation displayName group emails.0.address doNotContact.by'.split(' '),
  ...'customers.0.displayName customer.displayName'.split(' '),
  ...'addresses.0.lines.0 addresses.0.city addresses.0.state addresses.0.postalCode addresses.0.country'.split(' '),
  ...'addresses.0.geo.dataset addresses.0.standard.lines.0 addresses.0.standard.text'.split(' '),
  ...'phones.0.number phones.0.national phones.0.raw socialProfiles.0.handle source.detail source.utm.name'.split(' '),
  ...['gender', 'occupation', 'incomeRange', 'educationLevel'].map((name) => `demographics.${name}`),
  // Which field of a customer was changed.
  'changes.0.field',
  // What a contact of a business is called, and is there.
  ...'positions.0.title positions.0.department positions.0.businessName'.split(' '),
  // What a vehicle is called, and who finances it.
  ...'vin vinShort make model trim plate stockNumber ownerships.0.financeCompany'.split(' '),
  ...'ownerships.0.purchaseLocationId'.split(' '),
  // What was sold, as the company's price list calls it, and the number of its invoice.
  ...'lines.0.sku lines.0.name invoice.number'.split(' '),
  // What a record was about, and who did what with its follow-up.
  ...'about.category about.theme about.tier assignedReason'.split(' '),
  ...'cycles.0.openedBy.id cycles.0.resurvey.reason contacts.0.by.id notes.0.by.id'.split(' '),
  // What an initiative tells in public, and whom it is told to.
  ...'en de es fr ar'.split(' ').flatMap((language) => [`texts.${language}`, `publicPage.texts.${language}`]),
  'publicPage.publicKey',
  'person',
  // Where a benchmark is from, which is published, and who made a goal or praised praise.
  ...'source.title region industry editedBy acceptedBy'.split(' '),
  ...'praise.thanked.0.by praise.pinned.by praise.hidden.by praise.createdBy.id'.split(' '),
  // Who did what with a request of a data subject, by which route data was read, and which policy was acknowledged.
  ...['extended', 'rejected', 'legalHold', 'steps.0'].map((name) => `${name}.by.id`),
  ...'steps.0.action route acknowledgements.0.policyVersion'.split(' '),
  // What this system says of a run of a report and of its files.
  ...'period.named occurrenceId fingerprint failure sha256 files.0.sha256 files.0.name files.0.contentType'.split(' '),
  // Ids and names that this system gives or checks.
  ...'datesTold.0 recordId decisionId requestId reference action changedKeys.0 rule statusReason'.split(' '),
  ...'actor.id createdBy.id excluded.by triage.decidedBy analysis.correctedBy'.split(' '),
  ...'analysis.engine analysis.version analysis.early.version analysis.pii.0.type'.split(' '),
  ...['responses', 'quarantine.responses'].flatMap((all) => [
    `${all}.0.questionId`,
    `${all}.0.type`,
    `${all}.0.answer.0`,
  ]),
];
/** The same of a record that waits for a decision, and what the tables say about it. */
const notWritten = [
  ...known.flatMap((path) => [path, `feedback.${path}`]),
  ...'theme suggestions.0.value suggestions.0.reason'.split(' '),
  ...'ref.id decision.decisionId decision.rule decision.trigger'.split(' '),
];

test('every text of a list in which a person could write their address is marked, or known to be no such text', () => {
  const items = new Set(
    contracts
      .flatMap(({ routes }) => Object.values(routes).map(({ reply }) => reply[200] && pageItemOf(reply[200])))
      // A template, a report and a board are written by the company.
      .filter((item) => item !== undefined && ![SurveyTemplate, Report, Board].includes(item as never)),
  );
  const isOpen = (schema: z.ZodType): boolean =>
    isVerbatim(schema) || (partsOf(schema).type === 'string' && schema.safeParse('Mail ana@example.com').success);
  const open = [...items].flatMap((item) => (item ? sitesOf(item, isOpen).map(({ path }) => path.join('.')) : []));
  const marked = [...items].flatMap((item) =>
    item ? sitesOf(item, isVerbatim).map(({ path }) => path.join('.')) : [],
  );
  expect(open.filter((path) => !marked.includes(path) && !notWritten.includes(path))).toEqual([]);
});

const cover: Cover = (text, path) => `${path.join('.')}:${text.length}`;
const shown = (item: z.ZodType, value: unknown) =>
  (masked(pageOf(item), { items: [value], nextCursor: 'c' }, cover) as { items: unknown[] }).items[0];

test('a mark holds within options, lists, unions and records, and through further checks', () => {
  const said = verbatim(z.string()).regex(/./).meta({ description: 'x' });
  const item = z.object({
    plain: z.string(),
    one: said.optional(),
    many: z.array(said),
    either: z.union([z.boolean(), said]),
    byName: z.record(z.string(), said).nullable(),
    whole: verbatim(z.record(z.string(), z.json())),
  });
  const value = {
    plain: 'a',
    one: 'ab',
    many: ['abc'],
    either: 'abcd',
    byName: { x: 'abcde' },
    whole: { y: ['abcdef', 7] },
  };
  expect(shown(item, value)).toEqual({
    plain: 'a',
    one: 'one:2',
    many: ['many:3'],
    either: 'either:4',
    byName: { x: 'byName.x:5' },
    whole: { y: ['whole.y:6', 7] },
  });
  expect(shown(item, { plain: 'a', many: [], either: true, byName: null, whole: {} })).toEqual({
    plain: 'a',
    many: [],
    either: true,
    byName: null,
    whole: {},
  });
});

test('what fits no option of a marked union is covered', () => {
  const item = z.object({ answer: z.union([z.int(), verbatim(z.string().max(3))]) });
  expect(shown(item, { answer: 'too long' })).toEqual({ answer: 'answer:8' });
});

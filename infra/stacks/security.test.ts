import { readFileSync, globSync } from 'node:fs';
import { expect, test } from 'vitest';
import { triggers } from '../../events/index.ts';
import { companyClaimSource } from '../constructs/company-claim.ts';
import { comprehendActions } from '../constructs/service-function.ts';
import { allow, each, examine, set, without } from '../testing/mutants.ts';
import * as security from '../testing/security-questions.ts';
import { type Properties, resourcesOf, type Templates, templatesOf } from '../testing/templates.ts';
import { allKinds } from '../testing/triggers.ts';

const sample = templatesOf({ companies: ['acme'], translation: true }, allKinds);
const real = templatesOf({}, triggers);

examine({ sample, real }, [
  [
    'only Comprehend and Translate, which have no resources, are granted on everything',
    security.onlyTextServicesAreGrantedOnEverything,
    allow('dynamodb:GetItem', '*'),
  ],
  [
    'grants name single actions, and none that scans or changes a table',
    security.grantsNameSingleActions,
    allow('kms:GenerateDataKey*', 'arn'),
    allow('dynamodb:Scan', 'arn'),
    allow('dynamodb:DeleteTable', 'arn'),
  ],
  [
    'a function that names its keys can touch no others',
    security.namedKeysAreHeldTo,
    each('AWS::IAM::Policy', (properties) => {
      const text = JSON.stringify(properties['PolicyDocument']).replaceAll('sys#form#*', '*');
      properties['PolicyDocument'] = JSON.parse(text) as unknown;
    }),
  ],
  [
    'a grant and its variable come together',
    security.grantAndVariableComeTogether,
    without('AWS::Lambda::Function', 'Environment.Variables.TABLE_NAME'),
    each('AWS::Lambda::Function', (properties) => {
      properties['Environment'] = { Variables: { ...(properties['Environment'] as Properties), BUS_NAME: 'heed' } };
    }),
  ],
  [
    'whoever knows the address of a queue may send to it',
    security.everyKnownQueueMayBeSentTo,
    each('AWS::IAM::Policy', (properties) => {
      const text = JSON.stringify(properties['PolicyDocument']).replaceAll('sqs:SendMessage', 'sqs:GetQueueUrl');
      properties['PolicyDocument'] = JSON.parse(text) as unknown;
    }),
  ],
  [
    'everything stored is encrypted with a customer-managed key that is rotated',
    security.everythingStoredIsEncryptedWithOurKey,
    without('AWS::DynamoDB::Table', 'SSESpecification.KMSMasterKeyId'),
    without('AWS::SQS::Queue', 'KmsMasterKeyId'),
    without('AWS::S3::Bucket', 'BucketEncryption'),
    set('AWS::KMS::Key', 'EnableKeyRotation', false),
  ],
  [
    'the table survives mistakes: deletion, bad writes, a deleted stack',
    security.theTableSurvivesMistakes,
    set('AWS::DynamoDB::Table', 'DeletionProtectionEnabled', false),
    without('AWS::DynamoDB::Table', 'PointInTimeRecoverySpecification'),
    without('AWS::DynamoDB::Table', 'TimeToLiveSpecification'),
    (templates) => {
      for (const { Resources } of Object.values(templates)) {
        for (const resource of Object.values(Resources)) delete resource.DeletionPolicy;
      }
    },
  ],
  [
    'the groups of the user pool are the roles, by the name that the API expects',
    security.groupsOfThePoolAreRoles,
    set('AWS::Cognito::UserPoolGroup', 'GroupName', 'admin'),
  ],
  [
    'the gateway verifies the token whose claims the API reads',
    security.theTokenThatIsReadIsVerified,
    set('AWS::ApiGatewayV2::Authorizer', 'IdentitySource', ['$request.querystring.token']),
  ],
  [
    'nobody can write the attribute that names their company',
    security.nobodyChoosesTheirCompany,
    without('AWS::Cognito::UserPoolClient', 'WriteAttributes'),
  ],
]);

test('texts may go to Amazon Translate from one function, and only where the installation says so', () => {
  const granted = (templates: Templates): string[] =>
    resourcesOf(templates, 'AWS::IAM::Policy')
      .filter(({ properties }) => JSON.stringify(properties).includes('translate:'))
      .map(({ id }) => id);
  expect(granted(real)).toEqual([]);
  expect(granted(sample)).toEqual([expect.stringContaining('analysisadmin')]);
});

test('every Comprehend call in the code is granted, and no other', () => {
  const commands = globSync(['shared/**/*.ts', 'events/**/*.ts'])
    .filter((path) => !path.includes('.test.') && !path.startsWith('shared/testing/'))
    .flatMap(
      (path) =>
        /import (?:type )?\{([^}]+)\} from '@aws-sdk\/client-comprehend'/.exec(readFileSync(path, 'utf8'))?.[1] ?? [],
    )
    .flatMap((names) => names.match(/\b\w+(?=Command\b)/g) ?? []);
  expect([...new Set(commands)].toSorted()).toEqual(comprehendActions.toSorted());
});

test('a Cognito token carries the company of its person, or the only one its machine was granted', async () => {
  type Event = { request: object; response: { claimsAndScopeOverrideDetails?: unknown } };
  const exported: { handler?: (event: Event) => Promise<Event> } = {};
  // oxlint-disable-next-line typescript/no-implied-eval -- it is deployed as this text.
  new Function('exports', companyClaimSource)(exported);
  const companyOf = async (request: object): Promise<unknown> =>
    (await exported.handler?.({ request, response: {} }))?.response.claimsAndScopeOverrideDetails;
  const claims = (company_id: string) => ({ claimsToAddOrOverride: { company_id } });
  const both = (company: object) => ({ idTokenGeneration: company, accessTokenGeneration: company });

  expect(await companyOf({ userAttributes: { 'custom:company_id': 'acme' } })).toEqual(both(claims('acme')));
  expect(await companyOf({ scopes: ['heed/feedback:write', 'company/acme'] })).toEqual(both(claims('acme')));
  expect(await companyOf({ scopes: ['company/acme', 'company/globex'] })).toEqual(both({}));
  expect(await companyOf({ userAttributes: {}, scopes: [] })).toEqual(both({}));
});

import { groupOf, roles } from '../../shared/kernel/roles.ts';
import { functions, type HttpFunction } from '../functions.ts';
import type { Question } from './questions.ts';
import { at, listAt, type Properties, refersTo, resourcesOf, type Templates } from './templates.ts';

type Grant = { id: string; actions: string[]; resources: unknown[]; roles: unknown; condition: unknown };

/** What roles may do; resource and key policies speak about themselves and are not among these. */
const grants = (templates: Templates): Grant[] =>
  resourcesOf(templates, 'AWS::IAM::Policy').flatMap(({ id, properties }) =>
    listAt(properties, 'PolicyDocument.Statement')
      .filter((statement) => at(statement, 'Effect') === 'Allow')
      .map((statement) => ({
        id,
        actions: listAt(statement, 'Action').map(String),
        resources: listAt(statement, 'Resource'),
        condition: at(statement, 'Condition'),
        roles: properties['Roles'],
      })),
  );

/** Neither names resources for texts. */
const onTexts = /^(?:comprehend|translate):/;

export const onlyTextServicesAreGrantedOnEverything: Question = (templates) =>
  grants(templates)
    .filter(({ resources }) => resources.includes('*'))
    .filter(({ actions }) => !actions.every((action) => onTexts.test(action)))
    .map(({ id, actions }) => `${id} allows ${actions.join(', ')} on every resource`);

export const grantsNameSingleActions: Question = (templates) => {
  const never = /\*|^dynamodb:(?:Scan|PartiQL\w+|DeleteTable|UpdateTable|DeleteBackup|UpdateTimeToLive)$/;
  return grants(templates).flatMap(({ id, actions }) =>
    actions.filter((action) => never.test(action)).map((action) => `${id} allows ${action}`),
  );
};

/** A grant without its variable is dead, a variable without its grant fails at three in the morning. */
export const grantAndVariableComeTogether: Question = (templates) => {
  const pairs = {
    TABLE_NAME: 'dynamodb:GetItem',
    BUS_NAME: 'events:PutEvents',
    SECRET_ARN: 'secretsmanager:GetSecretValue',
    MAIL_FROM: 'ses:SendEmail',
    TRANSLATION: 'translate:TranslateText',
    FILES_BUCKET: 's3:GetObject',
  };
  return resourcesOf(templates, 'AWS::Lambda::Function').flatMap(({ id, properties }) => {
    const role = String(at(properties, 'Role.Fn::GetAtt.0'));
    const actions = grants(templates)
      .filter((grant) => refersTo(grant.roles, role))
      .flatMap((grant) => grant.actions);
    const has = (variable: string): boolean => at(properties, `Environment.Variables.${variable}`) !== undefined;
    return Object.entries(pairs)
      .filter(([variable, action]) => has(variable) !== actions.includes(action))
      .map(([variable, action]) => `${id} has only one of ${variable} and ${action}`);
  });
};

/** IAM itself refuses a key that is not among those that a function names, and every index. */
export const namedKeysAreHeldTo: Question = (templates) =>
  Object.entries(functions).flatMap(([name, { needs }]: [string, HttpFunction]) => {
    // The installation's name comes first; other functions may end as this one does.
    const isIts = new RegExp(`^[^-]+-${name}$`);
    const deployed = resourcesOf(templates, 'AWS::Lambda::Function').find(({ properties }) =>
      isIts.test(String(properties['FunctionName'])),
    );
    const role = String(at(deployed?.properties, 'Role.Fn::GetAtt.0'));
    const wanted = needs.keys && { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': needs.keys } };
    return grants(templates)
      .filter(({ roles, actions }) => refersTo(roles, role) && actions.includes('dynamodb:GetItem'))
      .filter(
        ({ condition, resources }) =>
          JSON.stringify(condition) !== JSON.stringify(wanted) || (needs.keys && resources.length > 1),
      )
      .map(() => `${name} may touch other keys than it names`);
  });

/** Whoever knows the address of a queue may send to it, and to no other. */
export const everyKnownQueueMayBeSentTo: Question = (templates) =>
  resourcesOf(templates, 'AWS::Lambda::Function').flatMap(({ id, properties }) => {
    const role = String(at(properties, 'Role.Fn::GetAtt.0'));
    const sends = grants(templates).filter(
      (grant) => refersTo(grant.roles, role) && grant.actions.includes('sqs:SendMessage'),
    );
    const variables = Object.entries((at(properties, 'Environment.Variables') ?? {}) as Properties);
    return resourcesOf(templates, 'AWS::SQS::Queue')
      .filter((queue) => variables.some(([name, value]) => name.startsWith('QUEUE_') && refersTo(value, queue.id)))
      .filter((queue) => !sends.some(({ resources }) => refersTo(resources, queue.id)))
      .map((queue) => `${id} knows ${queue.id} and may not send to it`);
  });

export const everythingStoredIsEncryptedWithOurKey: Question = (all) => {
  // The stack of the console stores what everybody may read: the console.
  const templates = Object.fromEntries(Object.entries(all).filter(([stack]) => stack !== 'heed-web'));
  const keys = {
    'AWS::DynamoDB::Table': 'SSESpecification.KMSMasterKeyId',
    'AWS::SQS::Queue': 'KmsMasterKeyId',
    'AWS::SNS::Topic': 'KmsMasterKeyId',
    'AWS::SecretsManager::Secret': 'KmsKeyId',
    'AWS::S3::Bucket':
      'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID',
  };
  const plain = Object.entries(keys).flatMap(([type, path]) =>
    resourcesOf(templates, type)
      .filter(({ properties }) => !at(properties, path))
      .map(({ id }) => `${id} is not encrypted with the customer-managed key`),
  );
  const fixed = resourcesOf(templates, 'AWS::KMS::Key').filter(({ properties }) => !properties['EnableKeyRotation']);
  return [...plain, ...fixed.map(({ id }) => `${id} is never rotated`)];
};

export const theTableSurvivesMistakes: Question = (templates) => {
  const table = resourcesOf(templates, 'AWS::DynamoDB::Table')[0];
  if (!table) return ['there is no table'];
  const { properties, stack, id } = table;
  const recovery = properties['PointInTimeRecoverySpecification'];
  const promises: Record<string, boolean> = {
    'deletion protection': properties['DeletionProtectionEnabled'] === true,
    'retention beyond its stack': templates[stack]?.Resources[id]?.DeletionPolicy === 'Retain',
    'recovery to any of the last 35 days':
      at(recovery, 'PointInTimeRecoveryEnabled') === true && at(recovery, 'RecoveryPeriodInDays') === 35,
    'a stream with both images': at(properties, 'StreamSpecification.StreamViewType') === 'NEW_AND_OLD_IMAGES',
    'expiry by expiresAt': at(properties, 'TimeToLiveSpecification.AttributeName') === 'expiresAt',
    'billing by request': properties['BillingMode'] === 'PAY_PER_REQUEST',
  };
  return Object.entries(promises)
    .filter(([, kept]) => !kept)
    .map(([promise]) => `the table lacks ${promise}`);
};

/** What `ROLE_PREFIX` and a role make up is what the API reads as a role. */
export const groupsOfThePoolAreRoles: Question = (templates) => {
  const groups = resourcesOf(templates, 'AWS::Cognito::UserPoolGroup').map(({ properties }) => properties['GroupName']);
  const expected = roles.map((role) => groupOf(role));
  return [
    ...groups.filter((name) => !expected.includes(String(name))).map((name) => `${String(name)} is no role`),
    ...expected.filter((name) => !groups.includes(name)).map((name) => `${name} is no group of the pool`),
  ];
};

/** The API reads the claims of the token in the Authorization header; another source would leave that one unverified. */
export const theTokenThatIsReadIsVerified: Question = (templates) =>
  resourcesOf(templates, 'AWS::ApiGatewayV2::Authorizer')
    .filter(({ properties }) => listAt(properties, 'IdentitySource').join() !== '$request.header.Authorization')
    .map(({ id }) => `${id} verifies something else than the Authorization header`);

/** A person who can write `custom:company_id` can move to another company. */
export const nobodyChoosesTheirCompany: Question = (templates) =>
  resourcesOf(templates, 'AWS::Cognito::UserPoolClient')
    .filter(({ properties }) => listAt(properties, 'AllowedOAuthFlows').includes('code'))
    .filter(({ properties }) => {
      const writes = listAt(properties, 'WriteAttributes');
      return writes.length === 0 || writes.some((name) => String(name).startsWith('custom:'));
    })
    .map(({ id }) => `${id} lets people write their own company`);

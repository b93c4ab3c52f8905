import { App } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { configOf } from './config.ts';

const configured = (context: Record<string, string>) => configOf(new App({ context }).node);

test('without a word it is production: state is kept and sign-in is Cognito', () => {
  expect(configured({})).toMatchObject({
    stage: 'prod',
    name: 'heed',
    retain: true,
    eventArchive: true,
    environment: {},
  });
  expect(configured({}).oidc).toBeUndefined();
});

test('any issuer can be given, with one or more audiences', () => {
  const { oidc } = configured({ oidcIssuer: 'https://login.example.com', oidcAudience: 'heed,console' });
  expect(oidc).toEqual({ issuer: 'https://login.example.com', audience: ['heed', 'console'] });
});

test('extra variables reach functions in the local stage and never in production', () => {
  const localEnv = '{"AWS_ENDPOINT_URL_COMPREHEND":"http://127.0.0.1:1"}';
  expect(configured({ stage: 'local', localEnv }).environment).toEqual(JSON.parse(localEnv));
  expect(configured({ localEnv }).environment).toEqual({});
});

test('webhooks may be sent to a local address in the local stage; production refuses any such exception', () => {
  const webhookAllowed = '127.0.0.1:7310';
  expect(configured({ stage: 'local', webhookAllowed }).environment).toEqual({ WEBHOOK_ALLOWED: webhookAllowed });
  expect(() => configured({ webhookAllowed })).toThrow('public internet only');
});

test('translation is off unless the installation says so', () => {
  expect(configured({}).translation).toBe(false);
  expect(configured({ translation: 'true' }).translation).toBe(true);
  expect(() => configured({ translation: 'on' })).toThrow('use true or false');
});

test('a mistake on the command line stops the deployment', () => {
  expect(() => configured({ stage: 'production' })).toThrow('use prod or local');
  expect(() => configured({ oidcIssuer: 'https://login.example.com' })).toThrow('together');
  expect(() => configured({ oidcAudience: 'heed' })).toThrow('together');
  expect(() => configured({ companies: 'acme,null' })).toThrow('"null" cannot be the id of a company');
});

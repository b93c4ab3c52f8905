import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { permissions } from '../../shared/kernel/permissions.ts';
import { groupOf, roles } from '../../shared/kernel/roles.ts';
import type { Config } from '../config.ts';
import type { Alarms } from './alarms.ts';
import { companyClaimFunction } from './company-claim.ts';
import { acknowledge } from './nag.ts';

/** How people sign in to the console. */
export type SignIn = {
  issuer: string;
  /** Of the console, as the issuer knows it. */
  consoleClientId: string;
  /** Origins that a browser talks to while somebody signs in. */
  connect: readonly string[];
};

/**
 * A Cognito user pool for those who bring no issuer of their own: groups `heed:<role>` are roles, the attribute
 * `custom:company_id` names a person's company. Each of `-c companies=a,b` gets a machine client whose tokens
 * must ask for its scope `company/<companyId>` and may ask for scopes `heed/<permission>`.
 */
export class Identity extends Construct {
  readonly oidc: NonNullable<Config['oidc']>;
  readonly signIn: SignIn;

  constructor(scope: Construct, config: Config, alarms: Alarms) {
    super(scope, 'Identity');
    const pool = new UserPool(this, 'Pool', {
      userPoolName: config.name,
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      customAttributes: { company_id: new StringAttribute({ maxLen: 63, mutable: true }) },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: config.retain,
      removalPolicy: config.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const claims = companyClaimFunction(this, config);
    alarms.ofFunction('company-claim', claims);
    pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, claims, LambdaVersion.V3_0);
    const domain = pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `${config.name}-${Stack.of(this).account}` },
    });
    for (const role of roles) {
      const groupName = groupOf(role, config.rolePrefix);
      new CfnUserPoolGroup(this, role, { userPoolId: pool.userPoolId, groupName });
    }
    const consoleClient = this.#console(pool, config);
    const clients = [consoleClient, ...this.#machines(pool, config.companies)];
    const { region } = Stack.of(this);
    const keys = `https://cognito-idp.${region}.amazonaws.com`;
    const issuer = `${keys}/${pool.userPoolId}`;
    this.signIn = { issuer, consoleClientId: consoleClient.userPoolClientId, connect: [keys, domain.baseUrl()] };
    this.oidc = {
      issuer,
      audience: clients.map((client) => client.userPoolClientId),
    };
    acknowledge(pool, {
      'AwsSolutions-COG8':
        'The Plus plan is a price per user for threat protection; a second factor is required instead.',
    });
  }

  #console(pool: UserPool, { consoleUrl }: Config): UserPoolClient {
    return pool.addClient('Console', {
      preventUserExistenceErrors: true,
      // By default a client lets people write their own custom attributes: they could move to another company.
      writeAttributes: new ClientAttributes().withStandardAttributes({ fullname: true, locale: true }),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(1),
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [consoleUrl],
        logoutUrls: [consoleUrl],
      },
    });
  }

  #machines(pool: UserPool, companies: readonly string[]): UserPoolClient[] {
    if (companies.length === 0) return [];
    const scope = (scopeName: string): ResourceServerScope =>
      new ResourceServerScope({ scopeName, scopeDescription: scopeName });
    const may = permissions.map(scope);
    const mayDo = pool.addResourceServer('Permissions', { identifier: 'heed', scopes: may });
    const owners = companies.map(scope);
    const ownedBy = pool.addResourceServer('Companies', { identifier: 'company', scopes: owners });
    return owners.map((owner) =>
      pool.addClient(`Machine-${owner.scopeName}`, {
        generateSecret: true,
        accessTokenValidity: Duration.hours(1),
        oAuth: {
          flows: { clientCredentials: true },
          scopes: [
            OAuthScope.resourceServer(ownedBy, owner),
            ...may.map((permission) => OAuthScope.resourceServer(mayDo, permission)),
          ],
        },
      }),
    );
  }
}

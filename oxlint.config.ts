import { defineConfig } from 'oxlint';

/**
 * What a file may not import, by the path as the file writes it. `group` is read as in a .gitignore, `!` takes out again;
 * the linter's `regex` knows no lookahead and never matches with one, so there is none.
 */
type Ban = { message: string; group?: string[]; regex?: string; allowTypeImports?: boolean };

const infra: Ban = { group: ['**/infra/**'], message: 'nothing imports infra/' };
const leaves: Ban = {
  group: ['../**/local/**', '../**/bench/**'],
  message: 'local/ and bench/ are leaves: the product does not know them',
};
const cdk: Ban = { regex: '^(aws-cdk-lib|constructs)(/|$)', message: 'only infra/ knows the CDK' };
const adapters: Ban = {
  regex: '^(\\.\\./)+(functions|events)/',
  message: 'shared/ and web/ do not know who calls them',
};
const web: Ban = { regex: '^(\\.\\./)+web/', message: 'shared/ does not know web/: the caller passes in what draws' };
const client: Ban = {
  group: ['@aws-sdk/client-dynamodb'],
  message: 'only shared/kernel makes a client of DynamoDB: any other would pass by the tenant guard',
  allowTypeImports: true,
};
const siblings: Ban = {
  regex: '^\\.\\./[a-z-]+/|/(functions|events|streams|subscribers|schedules)/',
  message: 'functions and events never import each other',
};
const otherStores: Ban = {
  group: ['../*/*.store.ts', '../*/*.entity.ts'],
  message: 'a noun uses the schemas and verbs of another, never its store',
};
const surveysOnly: Ban = {
  ...otherStores,
  group: [...(otherStores.group ?? []), '!../survey/*.store.ts', '!../survey-template/*.store.ts'],
};
const reportsOnly: Ban = {
  ...otherStores,
  group: [...(otherStores.group ?? []), '!../report/*.store.ts', '!../report-{run,delivery}/*.store.ts'],
};
const resources: Ban = {
  group: ['../*/*', '../*.ts', '!../kernel/*', '!../http/*', '!../fields/*'],
  message: 'kernel and http know no resource',
};
const servers: Ban = {
  regex: '^(node:|@aws-|electrodb$)|\\.(store|entity)\\.ts$',
  message: 'schemas, routes, events, contract and client run in a browser',
};
const behindTheWeb: Ban = {
  group: ['**/shared/**', '!**/shared/**/*.schema.ts', '!**/shared/survey-template/ready-made/*'],
  message: 'web/ draws what it is given: of shared/ it knows schemas and types',
  allowTypeImports: true,
};

/** Arithmetic and lists that need nothing, and are the same on both sides. */
const plain = [
  'dashboard/preset.ts',
  'document/content-types.ts',
  'fields/currencies.ts',
  'kernel/calendar.ts',
  'merge/choosable.ts',
  'metrics/scale.ts',
  'report/groupings.ts',
  'review/period.ts',
];
const inTheConsole: Ban = {
  group: [
    '**/shared/**',
    '!**/shared/http/client.ts',
    '!**/shared/**/*.routes.ts',
    ...plain.map((file) => `!**/shared/${file}`),
  ],
  message:
    'the console knows the client, contracts, types and plain arithmetic of shared/: schemas would bring zod into the browser',
  allowTypeImports: true,
};

const product = [infra, leaves, cdk];
const shared = [...product, adapters, web];

const tests = ['**/*.test.{ts,tsx}', '**/testing/**'];
/** The rule for the imports of some files. Of all entries that name a file, the last one counts. */
const imports = (files: string[], patterns: Ban[], excludeFiles: string[] = []) => ({
  files,
  excludeFiles,
  rules: { 'no-restricted-imports': ['error', { patterns }] as ['error', { patterns: Ban[] }] },
});

/** An answer becomes a feedback record in its own transaction; own data and analyses are kept in both nouns' rows. */
const twoNouns = [
  'shared/answering/{answer.record,survey.feedback}.ts',
  'shared/privacy/own-data.ts',
  'shared/analysis/stored.ts',
  'shared/survey-analytics/*.counted.ts',
];

/** What happens to a survey from being asked for to its answer: each step uses the rows of surveys and their templates. */
const surveySteps = 'shared/{answering,asking,contact-preference,privacy,sending,survey,survey-analytics}/**';

/** What happens to a report from its definition to its mails: a run uses the row of its report, a mail that of its run. */
const reportSteps = 'shared/{report,report-run,report-delivery}/**';

const numbers = 'storableNumber or computedNumber (shared/fields/number.schema.ts)';

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'import', 'promise', 'vitest'],
  categories: { correctness: 'error' },
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'no-console': 'error',
    'no-empty': 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    eqeqeq: 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'typescript/ban-ts-comment': 'error',
    'vitest/no-disabled-tests': 'error',
    'vitest/no-focused-tests': 'error',
    'vitest/no-conditional-tests': 'off',
    'vitest/no-conditional-expect': 'off',
    'vitest/valid-title': 'off',
    'vitest/expect-expect': ['error', { assertFunctionNames: ['expect', 'fc.assert', 'expect*'] }],
    'unicorn/import-style': ['error', { extendDefaultStyles: false, styles: { zod: { namespace: true } } }],
    'no-restricted-properties': [
      'error',
      { object: 'z', property: 'number', message: `${numbers}, or z.int()` },
      { object: 'z', property: 'float32', message: numbers },
      { object: 'z', property: 'float64', message: numbers },
      { object: 'z', property: 'coerce', message: 'what JavaScript turns into a number is a mistake of the sender' },
    ],
  },
  overrides: [
    imports(['shared/**'], [...shared, client, otherStores]),
    imports(['shared/kernel/**'], [...shared, resources]),
    imports(['shared/http/**'], [...shared, client, resources]),
    imports([surveySteps], [...shared, client, surveysOnly]),
    imports([reportSteps], [...shared, client, reportsOnly]),
    imports(twoNouns, [...shared, client]),
    imports(['shared/**/*.{schema,routes,events}.ts', 'shared/http/{contract,client}.ts'], [...shared, servers]),
    imports(['functions/**', 'events/**'], [...product, client]),
    imports(['functions/*/**', 'events/*/*/**'], [...product, client, siblings]),
    imports(['web/**'], [...product, adapters, behindTheWeb]),
    imports(['web/console/**'], [...product, adapters, inTheConsole]),
    imports(tests, [infra, cdk]),
    { files: ['infra/**', 'local/**', 'bench/**'], rules: { 'no-restricted-imports': 'off' } },
    { files: ['shared/fields/number.schema.ts', '**/*.test.ts'], rules: { 'no-restricted-properties': 'off' } },
    { files: ['local/**', 'bench/**'], rules: { 'no-console': 'off' } },
    {
      // Their tools look for a default export.
      files: [
        'vitest.config.ts',
        'oxlint.config.ts',
        'web/console/vite.config.ts',
        'shared/testing/global-setup.ts',
        'local/**/*setup*.ts',
      ],
      rules: { 'import/no-default-export': 'off' },
    },
  ],
  ignorePatterns: ['node_modules', '.build', 'cdk.out', 'coverage', '.local'],
});

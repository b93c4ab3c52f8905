import { inject } from 'vitest';

process.env['AWS_ENDPOINT_URL_DYNAMODB'] = inject('dynamodb');
process.env['TABLE_NAME'] = inject('table');
process.env['AWS_ENDPOINT_URL_SECRETS_MANAGER'] = inject('secrets');

import { inject } from 'vitest';

process.env['AWS_REGION'] = 'us-east-1';
process.env['AWS_ACCESS_KEY_ID'] = 'local';
process.env['AWS_SECRET_ACCESS_KEY'] = 'local';
process.env['AWS_ENDPOINT_URL_DYNAMODB'] = inject('dynamodb');
process.env['TABLE_NAME'] = inject('table');
process.env['STRICT_REPLIES'] = 'true';
process.env['POWERTOOLS_SERVICE_NAME'] = 'test';
process.env['SECRET_ARN'] = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:heed';
process.env['AWS_ENDPOINT_URL_SECRETS_MANAGER'] = inject('secrets');

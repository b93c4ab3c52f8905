import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { triggers } from '../events/index.ts';
import { configOf } from './config.ts';
import { ApiStack } from './stacks/api.ts';
import { DataStack } from './stacks/data.ts';
import { EventsStack } from './stacks/events.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
const config = configOf(app.node);
const data = new DataStack(app, config);
new ApiStack(app, config, data);
if (triggers.length > 0) new EventsStack(app, config, data);
app.synth();

import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { triggers } from '../events/index.ts';
import { configOf } from './config.ts';
import { addStacks } from './stacks/stacks.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
addStacks(app, configOf(app.node), triggers);
app.synth();

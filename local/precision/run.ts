import { VERSION } from '../../shared/analysis/capabilities.ts';
import { packageOfSentences, sentences } from './corpus.ts';
import { measure } from './measure.ts';
import { report } from './report.ts';

/** Runs our rules over published labelled texts and prints how often they are right: `npm run precision`. */
const { name, version, license } = await packageOfSentences();
process.stdout.write(
  `${sentences.length} English sentences of npm ${name} ${version} (${license}); rules version ${VERSION}; 95 % Wilson intervals\n\n${report(measure(sentences))}\n`,
);

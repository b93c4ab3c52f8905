import * as z from 'zod';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const index = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
});

const properties = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(index).default([]),
  StreamSpecification: z.object({
    StreamViewType: z.enum(['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY']),
  }),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
});

/** Always the same: the name that a deployment chooses changes with it, and the data would be lost. */
export const TABLE_NAME = 'heed';

export type IndexDefinition = z.infer<typeof index>;

/** What the local table needs of an `AWS::DynamoDB::Table`. */
export type TableDefinition = z.infer<typeof properties> & {
  /** Of our own, see TABLE_NAME. */
  TableName: string;
};

const template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown().optional() })),
});

/** The one table of a synthesised CloudFormation template. Throws when there is none, or more than one. */
export function tableOfTemplate(json: unknown, tableName = TABLE_NAME): TableDefinition {
  const resources = Object.values(template.parse(json).Resources);
  const tables = resources.filter(({ Type }) => Type === 'AWS::DynamoDB::Table');
  if (tables.length !== 1) throw new Error(`the template has ${tables.length} tables; the local cloud keeps one`);
  return { ...properties.parse(tables[0]?.Properties), TableName: tableName };
}

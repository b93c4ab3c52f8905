import { orNone } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { ownRoles } from '../kernel/own-roles.ts';
import { isRole } from '../kernel/roles.ts';
import { get as getTemplate } from '../survey-template/survey-template.ts';
import type { ReportFault } from './report.schema.ts';
import type { Section } from './section.schema.ts';

/** A fault for each name that is no role of the company; `at` is where the names stand. */
export async function roleFaults(ctx: Context, names: readonly string[], at: string): Promise<ReportFault[]> {
  const others = names.filter((name) => !isRole(name));
  const own = others.length === 0 ? [] : await ownRoles(ctx, others);
  return names.flatMap((role, index) =>
    isRole(role) || own.some(({ name }) => name === role)
      ? []
      : [{ pointer: `${at}/${index}`, code: 'unknown_role', message: 'is no role' }],
  );
}

/** A fault for each section of a survey template that there is not. */
export async function templateFaults(ctx: Context, sections: readonly Section[], at: string): Promise<ReportFault[]> {
  const faults: ReportFault[] = [];
  for (const [index, section] of sections.entries()) {
    if (section.kind !== 'funnel' || !section.templateId) continue;
    if (!(await orNone(getTemplate(ctx, { templateId: section.templateId }))))
      faults.push({
        pointer: `${at}/${index}/templateId`,
        code: 'unknown_template',
        message: 'is no survey template',
      });
  }
  return faults;
}

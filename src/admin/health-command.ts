/**
 * How each connection is, line by line.
 *
 * @module
 */
import { AppError } from '../errors/app-error.js';
import { createTranslator } from '../language/translate.js';
import type { HealthCheck } from '../lti/health/health.js';
import { flag, optional, table, text, type Command } from './command.js';

/** As the console names each line. */
const t = createTranslator('en');

export const healthCommand: Command = {
  summary: 'how each connection is, line by line; --test asks the LMS now',
  help: [
    '[--id ID]    one registration alone',
    '[--test]     test now',
    'Ends with status 1 when a line is not well.',
  ],
  options: { id: text, test: flag },
  async run(context, values) {
    const { healthReports, connectionTest, institution } = context;
    const id = optional(values, 'id');
    const all = (await healthReports.list(institution.id)).map(({ registration }) => registration.id);
    const wanted = id === null ? all : [id];
    if (values['test']) for (const one of wanted) await connectionTest.run(institution.id, one);
    const reports = await Promise.all(wanted.map((one) => healthReports.find(institution.id, one)));
    const lines = reports.flatMap((report) => {
      if (!report)
        throw new AppError('registration_not_found', 404, 'no such registration: "register" lists them');
      const { registration } = report;
      const own = report.lines.map((line) => ({ lms: registration.name, deployment: '-', ...plain(line) }));
      const deployed = report.deployments.flatMap((one) =>
        one.lines.map((line) => ({
          lms: registration.name,
          deployment: one.deployment.deploymentId,
          ...plain(line),
        })),
      );
      return [...own, ...deployed];
    });
    return {
      isOk: lines.every(({ state }) => state !== 'ill'),
      ...(values['test'] && { testedAt: context.now().toISOString() }),
      lines,
    };
  },
  present: ({ lines, testedAt }) =>
    [
      ...(typeof testedAt === 'string' ? [`Tested at ${testedAt}.`] : []),
      table(lines, 'No LMS is registered yet.'),
    ].join('\n'),
};

function plain({
  check,
  state,
  code,
  since,
}: {
  readonly check: HealthCheck;
  readonly state: string;
  readonly code: string | null;
  readonly since: Date | null;
}) {
  return {
    check,
    what: t(`health.check.${check}`),
    state,
    code: code ?? '',
    since: since?.toISOString() ?? '',
  };
}

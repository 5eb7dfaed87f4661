/**
 * Jobs that wait for a person, for whoever runs the server.
 *
 * @module
 */
import { ACTOR, optional, table, text, type Command } from './command.js';

export const jobsCommand: Command = {
  summary: 'list jobs that failed too often and wait for a person; let one run again',
  help: ['(nothing)      list them, with the code of what failed', '--retry ID     let it run again now'],
  options: { retry: text },
  async run({ institution, parkedJobs }, values) {
    const retried = optional(values, 'retry');
    if (retried) await parkedJobs.retry(institution.id, retried, ACTOR);
    const jobs = await parkedJobs.list(institution.id);
    return {
      ...(retried && { retried }),
      jobs: jobs.map(({ id, parkedAt, attempts, lastErrorCode }) => ({
        id,
        parkedAt: parkedAt.toISOString(),
        attempts,
        lastErrorCode,
      })),
    };
  },
  present: (result) => table(result['jobs'], 'No job waits for a person.'),
};

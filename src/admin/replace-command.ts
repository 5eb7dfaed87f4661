/**
 * Replacing a registration by another of the same platform: first what would move, then, with `--yes`, the move.
 *
 * @module
 */
import { ACTOR, flag, need, optional, text, type Command } from './command.js';

export const replaceCommand: Command = {
  summary: 'let a new registration take the place of another of the same LMS; shows first what would move',
  help: [
    '--old ID --new ID [--deployment ID]    what would move: courses, links, learners, awards',
    '  --yes                                move it, and switch the old one off; nothing is deleted',
  ],
  options: { old: text, new: text, deployment: text, yes: flag },
  async run({ institution, registrationReplacement }, values) {
    const asked = {
      oldId: need(values, 'old'),
      newId: need(values, 'new'),
      deploymentRecordId: optional(values, 'deployment'),
    };
    const isMoved = values['yes'] === true;
    const moved = isMoved
      ? await registrationReplacement.replace(institution.id, asked, ACTOR)
      : await registrationReplacement.preview(institution.id, asked);
    return { isMoved, ...moved };
  },
  present(result) {
    const { isMoved, courses, learners, awards, inTheWay } = result as unknown as {
      isMoved: boolean;
      courses: readonly { id: string; title: string | null; awards: number }[];
      learners: number;
      awards: number;
      inTheWay: { courses: readonly string[]; learners: number };
    };
    return [
      `${isMoved ? 'Moved' : 'Would move'}: ${courses.length} courses, ${learners} learners, ${awards} awards.`,
      ...courses.map(({ id, title, awards: held }) => `  ${id}  ${title ?? ''}  ${held} awards`),
      ...(inTheWay.courses.length + inTheWay.learners > 0
        ? [
            `Known under the new one already, and left where they are: ${inTheWay.learners} people;`,
            ...inTheWay.courses.map((title) => `  ${title}`),
          ]
        : []),
      isMoved
        ? 'The old registration is switched off; "register --delete" forgets it.'
        : 'Add --yes to move it.',
    ].join('\n');
  },
};

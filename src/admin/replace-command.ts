/**
 * Replacing a registration by another of the same platform: first what would move, then, with `--yes`, the move.
 *
 * @module
 */
import type { ReplacementPreview } from '../lti/registration/replace-registration.js';
import { ACTOR, flag, need, optional, text, type Command } from './command.js';

export const replaceCommand: Command = {
  summary: 'let a new registration take the place of another of the same LMS; shows first what would move',
  help: [
    '--old ID --new ID [--deployment ID]    what would move: courses, links, learners, awards',
    '  --yes                                move it, and switch the old one off; what both know is merged',
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
    const { isMoved, ...preview } = result as unknown as ReplacementPreview & { isMoved: boolean };
    const { courses, learners, mergedLearners, awards, awardsHeldTwice } = preview;
    return [
      `${isMoved ? 'Moved' : 'Would move'}: ${courses.length} courses, ${learners} people, ${awards} awards.`,
      ...courses.map(
        ({ id, title, awards: held, isMerged }) =>
          `  ${id}  ${title ?? ''}  ${held} awards${isMerged ? '  (merged with the same course of the new one)' : ''}`,
      ),
      ...(mergedLearners > 0
        ? [`${mergedLearners} of these people are known under the new one too: each becomes one again.`]
        : []),
      ...(awardsHeldTwice > 0
        ? [
            `${awardsHeldTwice} awards of the new one are for a badge that the same person holds there already: both stay valid, and count once.`,
          ]
        : []),
      isMoved
        ? 'The old registration is switched off; "register --delete" forgets it.'
        : 'Add --yes to move it.',
    ].join('\n');
  },
};
